import type { Arrays } from '../peers/dataset-of.ts';
import { Random } from './random.ts';

export interface ClusterOptions {
  readonly rows: number;
  /** Features that separate the classes. */
  readonly informative: number;
  /** Features that are sums of the informative ones. */
  readonly redundant: number;
  /** Features that are independent of the class. */
  readonly noise: number;
  readonly classCount: number;
  readonly clustersPerClass: number;
  /** Half the edge of the cube on whose corners the clusters sit; a cluster's own spread is about 1.8. */
  readonly separation: number;
  /** Share of the rows whose class is redrawn at random. */
  readonly flipped: number;
  readonly seed: number;
}

/**
 * Continuous features and overlapping classes, after scikit-learn's `make_classification`, which follows
 * I. Guyon, "Design of experiments of the NIPS 2003 variable selection benchmark" (2003): every class has some
 * clusters on the corners of a cube, each stretched by its own random matrix, so that features correlate
 * within a cluster. The columns are in random order.
 */
export function clusters(options: ClusterOptions): Arrays {
  const { rows, informative, redundant, classCount } = options;
  const random = new Random(options.seed);
  const featureCount = informative + redundant + options.noise;
  const clusterCount = classCount * options.clustersPerClass;
  const centers = matrix(
    clusterCount,
    informative,
    () => (random.uniform() < 0.5 ? -1 : 1) * options.separation,
  );
  const stretches = Array.from({ length: clusterCount }, () =>
    matrix(informative, informative, () => random.between(-1, 1)),
  );
  const sums = matrix(redundant, informative, () => random.between(-1, 1));
  const order = random.permutation(featureCount);
  const columns = Array.from({ length: featureCount }, () => new Float64Array(rows));
  const target = new Int32Array(rows);

  const draws = new Float64Array(informative);
  const place = new Float64Array(informative);
  for (let row = 0; row < rows; row++) {
    const cluster = random.integer(clusterCount);
    for (let i = 0; i < informative; i++) draws[i] = random.bell();
    for (let i = 0; i < informative; i++) {
      place[i] = centers[cluster]![i]! + dot(stretches[cluster]![i]!, draws);
      columns[order[i]!]![row] = place[i]!;
    }
    for (let i = 0; i < redundant; i++) {
      columns[order[informative + i]!]![row] = dot(sums[i]!, place);
    }
    for (let i = informative + redundant; i < featureCount; i++) {
      columns[order[i]!]![row] = random.bell();
    }
    const isFlipped = random.uniform() < options.flipped;
    target[row] = isFlipped ? random.integer(classCount) : cluster % classCount;
  }
  return { task: 'classification', columns, target, classCount };
}

function matrix(rows: number, columns: number, entry: () => number): Float64Array[] {
  return Array.from({ length: rows }, () => Float64Array.from({ length: columns }, entry));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

import type { Dataset } from '@lambda-forest/data';
import { LEAF } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

/**
 * Adds trees that are a leaf: they answer with the shares of the classes among the rows, or with the mean of a quantity.
 *
 * @param forest the mean of its leaves' rows
 * @param rows those of the fit, at least one; a row counts as often as it is repeated
 * @param weights of the dataset's rows; absent if all count the same
 */
export function addPriorTrees(
  forest: Forest,
  dataset: Dataset,
  rows: Uint32Array,
  weights: Float64Array | undefined,
  count: number,
): Forest {
  if (count === 0) return forest;
  const prior = answerOf(dataset, rows, weights, forest.outputCount);
  const known = rowOf(forest.values, prior);
  const nodes = forest.feature.length;
  const places = Uint32Array.from({ length: count }, (_, tree) => nodes + 1 + tree);
  return {
    ...forest,
    treeStart: joined(forest.treeStart, places),
    feature: joined(forest.feature, new Int32Array(count).fill(LEAF)),
    threshold: joined(forest.threshold, new Float64Array(count)),
    next: joined(forest.next, new Uint32Array(count).fill(known)),
    flags: joined(forest.flags, new Uint8Array(count)),
    values:
      known * prior.length < forest.values.length ? forest.values : joined(forest.values, prior),
  };
}

function answerOf(
  { task, target }: Dataset,
  rows: Uint32Array,
  weights: Float64Array | undefined,
  outputs: number,
): Float64Array {
  const sums = new Float64Array(outputs);
  let total = 0;
  for (const row of rows) {
    const weight = weights?.[row] ?? 1;
    total += weight;
    if (task === 'classification') sums[target[row]!]! += weight;
    else sums[0]! += weight * target[row]!;
  }
  return sums.map((sum) => sum / total);
}

/** Leaves share equal rows: the one that is equal, or the next new one. */
function rowOf(values: Float64Array, answer: Float64Array): number {
  const width = answer.length;
  const rows = values.length / width;
  for (let row = 0; row < rows; row++) {
    if (answer.every((value, k) => values[row * width + k] === value)) return row;
  }
  return rows;
}

type Numbers = Int32Array | Uint32Array | Uint8Array | Float64Array;

function joined<T extends Numbers>(some: T, more: T): T {
  const all = new (some.constructor as new (length: number) => T)(some.length + more.length);
  all.set(some);
  all.set(more, some.length);
  return all;
}

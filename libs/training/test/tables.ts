import type { ClassificationDataset, RegressionDataset } from '@lambda-forest/data';
import type { NumericFeature } from '@lambda-forest/schema';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A table of numeric features `x0`, `x1`, ... whose classes are `class 0`, `class 1`, ... */
export function classificationTable(
  columns: readonly (readonly number[])[],
  target: readonly number[],
  classCount = Math.max(1, ...target) + 1,
): ClassificationDataset<Float64Array> {
  const classes = Array.from({ length: classCount }, (_, k) => `class ${k}`);
  const counts = classes.map((_, k) => target.filter((label) => label === k).length);
  return {
    task: 'classification',
    rowCount: target.length,
    columns: columns.map((column) => Float64Array.from(column)),
    target: Int32Array.from(target),
    schema: {
      task: 'classification',
      target: { name: 'y', classes, counts },
      features: columns.map(describe),
      rowCount: target.length,
    },
  };
}

/** A table of numeric features `x0`, `x1`, ... and a number to predict. */
export function regressionTable(
  columns: readonly (readonly number[])[],
  target: readonly number[],
): RegressionDataset<Float64Array> {
  const { kind: _, missing: __, ...statistics } = describe(target, -1);
  return {
    task: 'regression',
    rowCount: target.length,
    columns: columns.map((column) => Float64Array.from(column)),
    target: Float64Array.from(target),
    schema: {
      task: 'regression',
      target: { ...statistics, name: 'y' },
      features: columns.map(describe),
      rowCount: target.length,
    },
  };
}

/**
 * Iris-like: three classes around their own centres in four features rounded to a tenth, so that values
 * tie; the last two features are the most informative, as petals are.
 */
export function blobs(rowsPerClass = 50, seed = 1): ClassificationDataset<Float64Array> {
  const centres = [
    [5.0, 3.4, 1.5, 0.2],
    [5.9, 2.8, 4.3, 1.3],
    [6.6, 3.0, 5.6, 2.0],
  ];
  const deviations = [0.5, 0.35, 0.4, 0.2];
  const normal = normals(seed);
  const target = centres.flatMap((_, k) => Array.from({ length: rowsPerClass }, () => k));
  const columns = deviations.map((deviation, f) =>
    target.map((k) => Math.round((centres[k]![f]! + deviation * normal()) * 10) / 10),
  );
  return classificationTable(columns, target);
}

/** y = 10 x0 + 5 sin(6 x1) + a little noise; x2 is noise. */
export function wave(rows = 120, seed = 2): RegressionDataset<Float64Array> {
  const uniform = uniforms(seed);
  const normal = normals(seed + 1);
  const columns = [0, 1, 2].map(() => Array.from({ length: rows }, uniform));
  const target = Array.from(
    { length: rows },
    (_, i) => 10 * columns[0]![i]! + 5 * Math.sin(6 * columns[1]![i]!) + 0.2 * normal(),
  );
  return regressionTable(columns, target);
}

/** Numbers from 0 (inclusive) to 1 (exclusive). */
export function uniforms(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  generator.jump();
  return () => uniformFloat64(generator);
}

/** Standard normal numbers, by Box and Muller. */
function normals(seed: number): () => number {
  const uniform = uniforms(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

function describe(column: readonly number[], index: number): NumericFeature {
  const known = column.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return {
    kind: 'numeric',
    name: `x${index}`,
    minimum: Math.min(...known),
    maximum: Math.max(...known),
    mean,
    standardDeviation: Math.sqrt(variance),
    missing: column.length - known.length,
  };
}

import { compileForest, predictBatch, predictRow } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

/** One of our predictors, to be timed and checked. */
export interface NamedPredictor {
  readonly name: string;
  predictRow(row: Float64Array, out: Float64Array): Float64Array;
  predictBatch(rows: Float64Array): Float64Array;
}

/** The plain walk, which the others must equal, comes first. */
export function predictorsOf(forest: Forest): NamedPredictor[] {
  const compiled = compileForest(forest);
  return [
    {
      name: 'plain walk',
      predictRow: (row, out) => predictRow(forest, row, out),
      predictBatch: (rows) => predictBatch(forest, rows),
    },
    {
      name: 'compiled',
      predictRow: (row, out) => compiled.predictRow(row, out),
      predictBatch: (rows) => compiled.predictBatch(rows),
    },
  ];
}

/** Throws unless each predictor answers each row as the first one does, alone and in a batch, to the bit. */
export function requireEqualAnswers(
  predictors: readonly NamedPredictor[],
  rows: Float64Array,
  features: number,
): void {
  const expected = predictors[0]!.predictBatch(rows);
  const count = rows.length / features;
  const outputs = expected.length / count;
  for (const { name, ...predictor } of predictors) {
    const single = new Float64Array(expected.length);
    for (let i = 0; i < count; i++) {
      const row = rows.subarray(i * features, (i + 1) * features);
      predictor.predictRow(row, single.subarray(i * outputs, (i + 1) * outputs));
    }
    for (const answers of [single, predictor.predictBatch(rows)]) {
      const wrong = expected.findIndex((value, i) => !Object.is(value, answers[i]));
      if (wrong !== -1) {
        throw new Error(
          `Found ${answers[wrong]} by ${name} for row ${Math.floor(wrong / outputs)}, expected ${expected[wrong]}.`,
        );
      }
    }
  }
}

/** The largest difference between two answers for the same rows; infinite if their numbers differ. */
export function largestDifference(left: Float64Array, right: Float64Array): number {
  if (left.length !== right.length) return Infinity;
  return left.reduce((most, value, i) => Math.max(most, Math.abs(value - right[i]!)), 0);
}

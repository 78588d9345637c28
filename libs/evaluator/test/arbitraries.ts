import fc from 'fast-check';

/** Trees of the forests that vote below: a power of two, so that shares are exact and sum to exactly 1. */
const TREES = 64;

export interface ScoredRow {
  readonly truth: number;
  readonly scores: readonly number[];
}

export interface ScoredRows {
  readonly classCount: number;
  readonly rows: readonly ScoredRow[];
}

/** Shares of votes for each class; ties and zeros are common. */
function votes(classCount: number): fc.Arbitrary<number[]> {
  return fc
    .array(fc.integer({ min: 0, max: TREES }), {
      minLength: classCount - 1,
      maxLength: classCount - 1,
    })
    .map((cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), TREES];
      return ends.map((end, k) => (end - (ends[k - 1] ?? 0)) / TREES);
    });
}

/** 1 to 40 rows of 2 to 5 classes (or of `classCount`), of which some may be absent. */
export function scoredRows(classCount?: number): fc.Arbitrary<ScoredRows> {
  const counts =
    classCount === undefined ? fc.integer({ min: 2, max: 5 }) : fc.constant(classCount);
  return counts.chain((count) =>
    fc.record({
      classCount: fc.constant(count),
      rows: fc.array(
        fc.record({ truth: fc.integer({ min: 0, max: count - 1 }), scores: votes(count) }),
        { minLength: 1, maxLength: 40 },
      ),
    }),
  );
}

/** The typed arrays and class names that the metrics take. */
export function asArguments({ classCount, rows }: ScoredRows) {
  return {
    truth: Int32Array.from(rows, ({ truth }) => truth),
    scores: Float64Array.from(rows.flatMap(({ scores }) => scores)),
    classes: Array.from({ length: classCount }, (_, k) => `class ${k}`),
  };
}

/** 1 to 40 rows of [truth, prediction]. */
export const predictedQuantities = fc.array(
  fc.tuple(quantity(), quantity()).map(([truth, prediction]) => ({ truth, prediction })),
  { minLength: 1, maxLength: 40 },
);

/** A share and the number of rows that it is based on. */
export const successesInTrials = fc
  .integer({ min: 1, max: 100_000 })
  .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));

function quantity() {
  return fc.double({ min: -1e6, max: 1e6, noNaN: true });
}

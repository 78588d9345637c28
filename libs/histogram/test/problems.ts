import * as fc from 'fast-check';

import { binTable } from '../src/binning/bin-table.ts';
import type { ColumnSource } from '../src/binning/bin-table.ts';
import { bootstrapBag, wholeBag } from '../src/draw-bag.ts';
import { DEFAULT_GROWTH_LIMITS } from '../src/growth.ts';
import type { Bag, GrowthProblem, Target } from '../src/growth.ts';
import { treeSeed } from '../src/random/seeds.ts';

/** A table with a target, before it is binned. */
export interface RawProblem {
  readonly columns: readonly ColumnSource[];
  readonly target: Target;
  readonly weights?: Float64Array | undefined;
}

const FEW_VALUES = [-1.5, 0, 0.25, 1, 2];

/** Values with many ties, without ties, missing, infinite, or all equal. */
function numericColumn(rowCount: number): fc.Arbitrary<ColumnSource> {
  const value = fc.oneof(
    fc.constantFrom(...FEW_VALUES),
    fc.double({ noNaN: true }),
    fc.integer({ min: 0, max: 1000 }),
  );
  const withMissing = fc.option(value, { freq: 5, nil: NaN });
  return fc
    .oneof(
      { weight: 4, arbitrary: array(value, rowCount) },
      { weight: 3, arbitrary: array(withMissing, rowCount) },
      { weight: 2, arbitrary: array(fc.constantFrom(...FEW_VALUES), rowCount) },
      { weight: 1, arbitrary: array(fc.constantFrom(1, NaN), rowCount) },
      { weight: 1, arbitrary: fc.constant(new Array<number>(rowCount).fill(NaN)) },
    )
    .map((values) => ({ kind: 'numeric', values: Float64Array.from(values) }));
}

function categoricalColumn(rowCount: number): fc.Arbitrary<ColumnSource> {
  return fc.integer({ min: 1, max: 70 }).chain((levelCount) =>
    array(
      fc.option(fc.integer({ min: 0, max: levelCount - 1 }), { freq: 8, nil: NaN }),
      rowCount,
    ).map((values) => ({
      kind: 'categorical' as const,
      levelCount,
      values: Float64Array.from(values),
    })),
  );
}

function target(rowCount: number): fc.Arbitrary<Target> {
  const classes = fc.constantFrom(1, 2, 2, 3, 5, 40).chain((classCount) =>
    array(fc.integer({ min: 0, max: classCount - 1 }), rowCount).map((values) => ({
      kind: 'classification' as const,
      classCount,
      values: Int32Array.from(values),
    })),
  );
  const values = array(
    fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
    rowCount,
  ).map((numbers) => ({ kind: 'regression' as const, values: Float64Array.from(numbers) }));
  return fc.oneof(classes, values);
}

function array<T>(of: fc.Arbitrary<T>, length: number): fc.Arbitrary<T[]> {
  return fc.array(of, { minLength: length, maxLength: length, size: 'max' });
}

/** Rows, features, kinds, targets and weights of all sorts. */
export function rawProblems(maxRows: number): fc.Arbitrary<RawProblem> {
  return fc
    .record({
      rowCount: fc.integer({ min: 1, max: maxRows }),
      features: fc.integer({ min: 1, max: 6 }),
    })
    .chain(({ rowCount, features }) =>
      fc.record({
        columns: fc.array(
          fc.oneof(
            { weight: 3, arbitrary: numericColumn(rowCount) },
            { weight: 1, arbitrary: categoricalColumn(rowCount) },
          ),
          { minLength: features, maxLength: features },
        ),
        target: target(rowCount),
        weights: fc.option(
          array(fc.double({ min: 0.01, max: 100, noNaN: true }), rowCount).map((numbers) =>
            Float64Array.from(numbers),
          ),
          { nil: undefined, freq: 2 },
        ),
      }),
    );
}

/** The input of a tree. */
export interface Growth {
  readonly problem: GrowthProblem;
  readonly bag: Bag;
  readonly state: Uint32Array;
}

export function growths(maxRows: number): fc.Arbitrary<Growth> {
  return fc
    .record({
      raw: rawProblems(maxRows),
      seed: fc.nat(),
      bootstrap: fc.boolean(),
      maxDepth: fc.constantFrom(Infinity, Infinity, 1, 3),
      minSamplesSplit: fc.constantFrom(2, 2, 5),
      minSamplesLeaf: fc.constantFrom(1, 1, 1, 4),
      minImpurityDecrease: fc.constantFrom(0, 0, 0, 0.01),
      maxLeafNodes: fc.constantFrom(Infinity, Infinity, 2, 7, 1000),
      featuresPerSplit: fc.integer({ min: 1, max: 6 }),
      criterion: fc.constantFrom('gini' as const, 'gini' as const, 'entropy' as const),
      splitter: fc.constantFrom('best' as const, 'best' as const, 'random' as const),
      maxBins: fc.constantFrom(2, 8, 256, 65_535),
      exactSamples: fc.constantFrom(0, 4, 128, Infinity),
    })
    .map(({ raw, seed, bootstrap, ...limits }) => {
      const table = binTable(raw.columns);
      const rows = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
      const { bag, growth } = treeSeed(seed, 0);
      return {
        problem: {
          table,
          target: raw.target,
          weights: raw.weights,
          limits: {
            ...DEFAULT_GROWTH_LIMITS,
            ...limits,
            featuresPerSplit: Math.min(limits.featuresPerSplit, raw.columns.length),
          },
        },
        bag: bootstrap ? bootstrapBag(rows, table.rowCount, bag) : wholeBag(rows, table.rowCount),
        state: growth,
      };
    });
}

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { boostingProblems } from '../../../test/boosting-problems.ts';
import { binTable } from '../../binning/bin-table.ts';
import type { ColumnSource } from '../../binning/bin-table.ts';
import type { Target } from '../../growth.ts';
import { loadKernel } from '../../kernel/load-kernel.ts';
import { Xoshiro128 } from '../../random/xoshiro128.ts';
import { DEFAULT_BOOSTING_LIMITS } from '../boosting.ts';
import type { BoostingLimits, BoostingProblem } from '../boosting.ts';
import { boostInThreads } from '../grow-boosted.ts';

const kernel = await loadKernel();

test('the kernel boosts the same trees as the reference, to the bit', async () => {
  expect(kernel).toBeDefined();
  await fc.assert(
    fc.asyncProperty(boostingProblems(60), async (problem) => {
      const expected = await boostInThreads(problem, 1, {});
      expect(await boostInThreads(problem, 1, { kernel })).toStrictEqual(expected);
      const apart = await boostInThreads(problem, 1, { kernel, isApart: true });
      expect(apart).toStrictEqual(expected);
    }),
    { numRuns: 200 },
  );
});

/** More rows than a block of sums has, more bins than 8 bits tell apart, and a category of many levels. */
function largeProblem(kind: Target['kind'], limits: Partial<BoostingLimits>): BoostingProblem {
  const random = new Xoshiro128([1, 2, 3, 4]);
  const rowCount = 6000;
  const draw = (of: () => number) => Float64Array.from({ length: rowCount }, of);
  const columns: ColumnSource[] = [
    ...Array.from({ length: 10 }, (): ColumnSource => {
      const values = draw(() => (random.below(20) === 0 ? NaN : random.fraction()));
      return { kind: 'numeric', values };
    }),
    { kind: 'categorical', levelCount: 400, values: draw(() => random.below(400)) },
    { kind: 'categorical', levelCount: 3, values: draw(() => random.below(3)) },
  ];
  const signal = draw(random.fraction.bind(random)).map(
    (noise, row) => noise + (columns[0]!.values[row]! || 0) + (columns[10]!.values[row]! % 3),
  );
  return {
    table: binTable(columns),
    target:
      kind === 'regression'
        ? { kind, values: signal }
        : { kind, classCount: 3, values: Int32Array.from(signal, (x) => Math.min(2, x)) },
    loss: { kind: 'squared_error' },
    rows: Uint32Array.from({ length: 5000 }, (_, row) => row),
    earlyStopping: {
      heldOut: Uint32Array.from({ length: 1000 }, (_, row) => 5000 + row),
      patience: 2,
    },
    limits: { ...DEFAULT_BOOSTING_LIMITS, rounds: 2, ...limits },
    randomState: 1,
  };
}

test.each([
  ['a quantity', largeProblem('regression', { maxBins: 1000 })],
  ['classes', largeProblem('classification', { rowFraction: 0.5, featureFraction: 0.7 })],
])('%s: any number of threads boosts what the reference does', async (_, problem) => {
  const expected = await boostInThreads(problem, 1, {});
  for (const threads of [1, 2, 8]) {
    // Workers come late; those that are idle take part from the first round.
    if (threads > 1) await boostInThreads(problem, threads, { kernel });
    expect(await boostInThreads(problem, threads, { kernel })).toStrictEqual(expected);
    const apart = await boostInThreads(problem, threads, { kernel, isApart: true });
    expect(apart).toStrictEqual(expected);
  }
});

test('more than the kernel has memory for is refused', async () => {
  const problem = largeProblem('regression', { maxLeaves: 6000, minSamplesLeaf: 1 });
  const features = Array.from({ length: 500 }, () => problem.table.features[0]!);
  const columns = features.map(() => problem.table.columns[0]!);
  const wide = { ...problem, table: { ...problem.table, features, columns } };
  await expect(boostInThreads(wide, 1, { kernel })).rejects.toThrow('GB to boost');
});

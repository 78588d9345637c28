import { bootstrapBag, loadKernel, treeSeed } from '@lambda-forest/histogram';
import { argMax, validateForest } from '@lambda-forest/forest';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { outOfBagByRow } from '../test/out-of-bag-by-row.ts';
import { blobs, classificationTable, regressionTable, uniforms } from '../test/tables.ts';
import { TrainingCancelledError, TrainingInputError } from './errors.ts';
import { DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
import type { ForestOptions } from './forest-options.ts';
import { createHistogramEngine } from './histogram-engine.ts';
import { predictRows } from './predict-rows.ts';

const OPTIONS: ForestOptions = { ...DEFAULT_FOREST_OPTIONS, nEstimators: 20 };

if ((await loadKernel()) === undefined) {
  throw new Error('Found no kernel. Build it: npx nx run histogram:build');
}
const histogramEngine = createHistogramEngine(1);

function rowsOf({ rowCount }: { rowCount: number }): Uint32Array {
  return Uint32Array.from({ length: rowCount }, (_, row) => row);
}

test('ten trees classify unseen rows of an Iris-like table', async () => {
  const table = blobs(100);
  const train = rowsOf(table).filter((row) => row % 3 !== 0);
  const test = rowsOf(table).filter((row) => row % 3 === 0);
  const prepared = await histogramEngine.prepare(table);
  const { forest } = await prepared.fit(train, { ...OPTIONS, nEstimators: 10 });
  validateForest(forest);
  const scores = predictRows(forest, table, test);
  const right = test.filter(
    (row, i) => argMax(scores.subarray(3 * i, 3 * i + 3)) === table.target[row],
  ).length;
  expect(right / test.length).toBeGreaterThan(0.9);
});

test('a regression explains a smooth function of its features', async () => {
  const at = (i: number, step: number) => (i * step) % 1;
  const features = [0.618, 0.414, 0.732].map((step) =>
    Array.from({ length: 900 }, (_, i) => at(i, step)),
  );
  const target = features[0]!.map((x, i) => 10 * x + 5 * features[1]![i]! ** 2);
  const table = regressionTable(features, target);
  const train = rowsOf(table).filter((row) => row % 3 !== 0);
  const test = rowsOf(table).filter((row) => row % 3 === 0);
  const prepared = await histogramEngine.prepare(table);
  const { forest, importances } = await prepared.fit(train, {
    ...OPTIONS,
    maxFeatures: { kind: 'all' },
  });
  const found = predictRows(forest, table, test);
  const mean = test.reduce((sum, row) => sum + target[row]!, 0) / test.length;
  const error = test.reduce((sum, row, i) => sum + (target[row]! - found[i]!) ** 2, 0);
  const spread = test.reduce((sum, row) => sum + (target[row]! - mean) ** 2, 0);
  expect(1 - error / spread).toBeGreaterThan(0.93);
  expect(importances[0]).toBeGreaterThan(importances[1]!);
  expect(importances[1]).toBeGreaterThan(importances[2]! * 5);
});

test('counts are learned by their Poisson deviance, on any number of threads, and are not negative', async () => {
  const x = Array.from({ length: 200 }, (_, i) => (i * 0.618) % 1);
  const counts = x.map((value, i) => (value > 0.5 ? 5 : 1) + (i % 3));
  const options = { ...OPTIONS, nEstimators: 5, criterion: 'poisson' as const, minSamplesLeaf: 5 };
  const table = regressionTable([x], counts);
  const one = await (await histogramEngine.prepare(table)).fit(rowsOf(table), options);
  const two = await (await createHistogramEngine(2).prepare(table)).fit(rowsOf(table), options);
  expect(two.forest).toEqual(one.forest);
  const [low = 0, high = 0] = predictRows(
    one.forest,
    regressionTable([[0.2, 0.8]], [0, 0]),
    Uint32Array.of(0, 1),
  );
  expect(low).toBeCloseTo(2, 0);
  expect(high).toBeCloseTo(6, 0);

  const below = regressionTable(
    [x],
    counts.map((count) => count - 2),
  );
  const refused = (await histogramEngine.prepare(below)).fit(rowsOf(below), options);
  await expect(refused).rejects.toThrow('expected none below 0 with the criterion poisson');
  const classes = await histogramEngine.prepare(blobs(30));
  await expect(classes.fit(rowsOf({ rowCount: 30 }), options)).rejects.toThrow(
    'expected gini or entropy for classes',
  );
});

test('the same rows, options and seed give the same forest, another seed another one', async () => {
  const table = blobs();
  const prepared = await histogramEngine.prepare(table);
  const again = await histogramEngine.prepare(table);
  const first = await prepared.fit(rowsOf(table), OPTIONS);
  expect((await again.fit(rowsOf(table), OPTIONS)).forest).toStrictEqual(first.forest);
  const other = await prepared.fit(rowsOf(table), { ...OPTIONS, randomState: 7 });
  expect(other.forest).not.toStrictEqual(first.forest);
});

test('the first trees of a larger forest are those of a smaller one', async () => {
  const table = blobs();
  const prepared = await histogramEngine.prepare(table);
  const few = (await prepared.fit(rowsOf(table), { ...OPTIONS, nEstimators: 3 })).forest;
  const many = (await prepared.fit(rowsOf(table), OPTIONS)).forest;
  expect(many.treeStart.subarray(0, 4)).toStrictEqual(few.treeStart);
  expect(many.feature.subarray(0, few.feature.length)).toStrictEqual(few.feature);
  expect(many.threshold.subarray(0, few.feature.length)).toStrictEqual(few.threshold);
});

test('out-of-bag scores are the mean answers of the trees whose bag lacks the row', async () => {
  const table = blobs(400);
  const rows = rowsOf(table).filter((row) => row % 5 !== 0);
  const prepared = await histogramEngine.prepare(table);
  const result = await prepared.fit(rows, { ...OPTIONS, nEstimators: 7 });
  const bags = Array.from(
    { length: 7 },
    (_, tree) => bootstrapBag(rows, table.rowCount, treeSeed(OPTIONS.randomState, tree).bag).rows,
  );
  expect(result.outOfBag).toStrictEqual(outOfBagByRow(result.forest, table, rows, bags));
});

test('without bootstrap there are no out-of-bag scores and trees fit distinct rows exactly', async () => {
  const table = regressionTable([[1, 2, 3, 4, 5, 6]], [3, 1, 4, 1, 5, 9.25]);
  const prepared = await histogramEngine.prepare(table);
  const result = await prepared.fit(rowsOf(table), { ...OPTIONS, bootstrap: false });
  expect(result.outOfBag).toBeUndefined();
  expect([...predictRows(result.forest, table, rowsOf(table))]).toEqual([3, 1, 4, 1, 5, 9.25]);
});

test('missing values are learned from if they are informative', async () => {
  const column = Array.from({ length: 60 }, (_, i) => (i % 3 === 0 ? NaN : i % 7));
  const target = column.map((value) => (Number.isNaN(value) ? 1 : 0));
  const table = classificationTable([column], target);
  const prepared = await histogramEngine.prepare(table);
  const { forest } = await prepared.fit(rowsOf(table), { ...OPTIONS, bootstrap: false });
  const scores = predictRows(forest, table, rowsOf(table));
  expect(target.map((_, row) => scores[2 * row + 1])).toEqual(target);
});

test('levels are split by subsets', async () => {
  const levels = Array.from({ length: 80 }, (_, i) => i % 8);
  const target = levels.map((level) => ([1, 4, 6].includes(level) ? 1 : 0));
  const numeric = classificationTable([levels], target);
  const names = Array.from({ length: 8 }, (_, level) => `level ${level}`);
  const feature = {
    kind: 'categorical' as const,
    name: 'x0',
    levels: names,
    counts: [],
    missing: 0,
  };
  const table = { ...numeric, schema: { ...numeric.schema, features: [feature] } };
  const prepared = await histogramEngine.prepare(table);
  const { forest } = await prepared.fit(rowsOf(table), {
    ...OPTIONS,
    nEstimators: 1,
    bootstrap: false,
  });
  validateForest(forest);
  expect(forest.feature).toHaveLength(3); // one split by a set does what thresholds need six for
  const scores = predictRows(forest, table, rowsOf(table));
  expect(target.map((_, row) => scores[2 * row + 1])).toEqual(target);
});

test('balanced classes have the same total weight', async () => {
  const table = classificationTable(
    [Array.from({ length: 12 }, () => 1)],
    [...Array.from({ length: 9 }, () => 0), 1, 1, 1],
  );
  const prepared = await histogramEngine.prepare(table);
  const { forest } = await prepared.fit(rowsOf(table), {
    ...OPTIONS,
    nEstimators: 1,
    bootstrap: false,
    classWeight: 'balanced',
  });
  expect(forest.values[0]).toBeCloseTo(0.5, 12);
});

test('a row counts as often as it is repeated', async () => {
  const table = classificationTable([[1, 1, 1]], [0, 1, 1]);
  const prepared = await histogramEngine.prepare(table);
  const rows = Uint32Array.of(0, 0, 0, 1, 2);
  const { forest } = await prepared.fit(rows, { ...OPTIONS, nEstimators: 1, bootstrap: false });
  expect([...forest.values]).toEqual([0.6, 0.4]);
});

test('progress counts the finished trees, and aborting ends the fit', async () => {
  const table = blobs();
  const prepared = await histogramEngine.prepare(table);
  const controller = new AbortController();
  const finished: number[] = [];
  const fitting = prepared.fit(rowsOf(table), OPTIONS, {
    signal: controller.signal,
    onTree: (count) => {
      finished.push(count);
      if (count === 3) controller.abort('enough');
    },
  });
  await expect(fitting).rejects.toThrow(TrainingCancelledError);
  expect(finished).toEqual([1, 2, 3]);
});

test('no rows are refused', async () => {
  const prepared = await histogramEngine.prepare(blobs());
  await expect(prepared.fit(new Uint32Array(0), OPTIONS)).rejects.toThrow(TrainingInputError);
});

test('every option is honoured: the forests are valid and within their limits', async () => {
  const table = blobs();
  const prepared = await histogramEngine.prepare(table);
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        maxLeafNodes: fc.option(fc.integer({ min: 2, max: 9 })),
        criterion: fc.constantFrom('gini' as const, 'entropy' as const),
        splitter: fc.constantFrom('best' as const, 'random' as const),
        minImpurityDecrease: fc.constantFrom(0, 0.01),
        classWeight: fc.constantFrom('balanced' as const, null),
        maxDepth: fc.option(fc.integer({ min: 1, max: 4 })),
        maxBins: fc.constantFrom(2, 255),
      }),
      async (limits) => {
        const options = { ...OPTIONS, ...limits, nEstimators: 3 };
        const { forest } = await prepared.fit(rowsOf(table), options);
        validateForest(forest);
        for (let tree = 0; tree < 3; tree++) {
          const [start, end] = [forest.treeStart[tree]!, forest.treeStart[tree + 1]!];
          const leaves = forest.feature.subarray(start, end).filter((feature) => feature < 0);
          expect(leaves.length).toBeLessThanOrEqual(limits.maxLeafNodes ?? Infinity);
          expect(leaves.length).toBeLessThanOrEqual(2 ** (limits.maxDepth ?? Infinity));
        }
      },
    ),
  );
});

test('two threads grow the forest that one grows, and out-of-bag scores and importances too', async () => {
  const table = blobs(7000); // large enough to be worth it
  const options = { ...OPTIONS, nEstimators: 100, maxFeatures: { kind: 'all' } } as const;
  const one = await (await histogramEngine.prepare(table)).fit(rowsOf(table), options);
  const two = await (await createHistogramEngine(2).prepare(table)).fit(rowsOf(table), options);
  expect(two.forest).toStrictEqual(one.forest);
  expect(two.importances).toStrictEqual(one.importances);
  expect(two.outOfBag).toStrictEqual(one.outOfBag);
}, 60_000);

test('a row of weight 2 is worth two rows, and scaling all weights changes nothing', async () => {
  const xs = Array.from({ length: 60 }, (_, i) => (i * 37) % 60);
  const ys = xs.map((x) => (x * 7) % 3);
  const options: ForestOptions = { ...OPTIONS, bootstrap: false, maxDepth: 3, nEstimators: 1 };
  const fit = async (dataset: ReturnType<typeof classificationTable>) => {
    const prepared = await histogramEngine.prepare(dataset);
    return (await prepared.fit(rowsOf(dataset), options)).forest;
  };
  const table = classificationTable([xs], ys);
  const weights = Float64Array.from(xs, (x) => (x % 2 === 0 ? 2 : 1));
  const weighted = await fit({ ...table, weights });
  const doubled = xs.flatMap((x, i) => (x % 2 === 0 ? [i, i] : [i]));
  const repeated = await fit(
    classificationTable(
      [doubled.map((i) => xs[i]!)],
      doubled.map((i) => ys[i]!),
    ),
  );
  expect(weighted.threshold).toEqual(repeated.threshold);
  expect(weighted.values.length).toBe(repeated.values.length);
  weighted.values.forEach((share, i) => expect(share).toBeCloseTo(repeated.values[i]!, 12));

  for (const factor of [8, 2 ** -300, 2 ** 300]) {
    const scaled = await fit({ ...table, weights: weights.map((weight) => weight * factor) });
    expect(scaled).toEqual(weighted);
  }
});

test('class weights multiply the weights of rows', async () => {
  const xs = Array.from({ length: 40 }, (_, i) => i);
  const table = classificationTable(
    [xs],
    xs.map((x) => (x % 4 === 0 ? 1 : 0)),
  );
  const options: ForestOptions = { ...OPTIONS, bootstrap: false, maxDepth: 1, nEstimators: 1 };
  const rootShare = async (dataset: typeof table, classWeight: 'balanced' | null) => {
    const prepared = await histogramEngine.prepare(dataset);
    const { forest } = await prepared.fit(rowsOf(dataset), {
      ...options,
      classWeight,
      minSamplesSplit: 41,
    });
    return forest.values[1];
  };
  expect(await rootShare(table, null)).toBeCloseTo(0.25, 12);
  expect(await rootShare(table, 'balanced')).toBeCloseTo(0.5, 12);
  const weights = Float64Array.from(xs, (x) => (x % 4 === 0 ? 3 : 1));
  expect(await rootShare({ ...table, weights }, 'balanced')).toBeCloseTo(0.75, 12);
});

/** Ten features of which the first three decide, with some labels wrong. */
function noisyTable(rowCount: number) {
  const random = uniforms(11);
  const columns = Array.from({ length: 10 }, () => Array.from({ length: rowCount }, random));
  const target = columns[0]!.map((a, row) => {
    const score = a + columns[1]![row]! * columns[2]![row]! + 0.15 * random();
    return score > 0.85 ? 1 : 0;
  });
  return classificationTable(columns, target);
}

test('out-of-bag accuracy is within a tenth of the accuracy on held-out rows', async () => {
  const table = noisyTable(900);
  const train = rowsOf(table).filter((row) => row % 3 !== 0);
  const held = rowsOf(table).filter((row) => row % 3 === 0);
  const prepared = await histogramEngine.prepare(table);
  const result = await prepared.fit(train, { ...OPTIONS, nEstimators: 100 });
  const accuracy = (rows: Uint32Array, scores: Float64Array) =>
    rows.filter((row, i) => argMax(scores.subarray(2 * i, 2 * i + 2)) === table.target[row])
      .length / rows.length;
  const { rows, scores } = result.outOfBag!;
  const outOfBag = accuracy(rows, scores);
  const onHeld = accuracy(held, predictRows(result.forest, table, held));
  expect(onHeld).toBeGreaterThan(0.8);
  expect(Math.abs(onHeld - outOfBag)).toBeLessThanOrEqual(0.1);
});

test('features that decide rank above all others', async () => {
  const table = noisyTable(900);
  const prepared = await histogramEngine.prepare(table);
  const { importances } = await prepared.fit(rowsOf(table), { ...OPTIONS, nEstimators: 100 });
  const noise = Math.max(...importances.subarray(3));
  for (const feature of [0, 1, 2]) expect(importances[feature]).toBeGreaterThan(noise);
});

test('the order of the features changes their names in a tree, and nothing else', async () => {
  const random = uniforms(5);
  const columns = Array.from({ length: 4 }, () => Array.from({ length: 300 }, random));
  const target = columns[0]!.map((a, row) => a * columns[1]![row]! + columns[3]![row]! + random());
  const options: ForestOptions = {
    ...OPTIONS,
    bootstrap: false,
    maxFeatures: { kind: 'all' },
    maxDepth: 4,
    nEstimators: 1,
  };
  const grow = async (order: readonly number[]) => {
    const table = regressionTable(
      order.map((feature) => columns[feature]!),
      target,
    );
    const prepared = await histogramEngine.prepare(table);
    return (await prepared.fit(rowsOf(table), options)).forest;
  };
  const straight = await grow([0, 1, 2, 3]);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), async (order) => {
      const shuffled = await grow(order);
      expect(shuffled.threshold).toEqual(straight.threshold);
      expect(shuffled.values).toEqual(straight.values);
      const named = shuffled.feature.map((feature) => (feature < 0 ? feature : order[feature]!));
      expect(named).toEqual(straight.feature);
    }),
    { numRuns: 20 },
  );
});

test('infinities are ordinary values: the largest and the smallest', async () => {
  const xs = [-Infinity, -Infinity, -1, 0, 1, Infinity, Infinity];
  const table = classificationTable([xs], [0, 0, 1, 1, 1, 2, 2]);
  const prepared = await histogramEngine.prepare(table);
  const { forest } = await prepared.fit(rowsOf(table), { ...OPTIONS, bootstrap: false });
  validateForest(forest);
  const scores = predictRows(forest, table, rowsOf(table));
  const found = Array.from(table.target, (_, i) => argMax(scores.subarray(3 * i, 3 * i + 3)));
  expect(found).toEqual(Array.from(table.target));
});

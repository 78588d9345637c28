import { allRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { argMax, largestBelow, LEAF, treeCount, validateForest } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import fc from 'fast-check';
import { RandomForestClassifier, RandomForestRegression } from 'ml-random-forest';
import { afterEach, expect, test, vi } from 'vitest';

import { depthOf, samplesAt, treeAnswer } from '../test/forests.ts';
import { blobs, classificationTable, regressionTable, uniforms, wave } from '../test/tables.ts';
import type { FitHooks } from './engine.ts';
import { TrainingCancelledError, TrainingInputError, UnsupportedOptionError } from './errors.ts';
import { DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
import type { ForestOptions } from './forest-options.ts';
import { mlRandomForestEngine } from './ml-random-forest-engine.ts';
import { gatherRows, predictRows } from './predict-rows.ts';

afterEach(() => vi.restoreAllMocks());

test.each([
  ['classification', blobs(), RandomForestClassifier],
  ['regression', wave(), RandomForestRegression],
] as const)('every tree of a %s answers as the library does', async (_, dataset, Library) => {
  const train = vi.spyOn(Library.prototype, 'train');
  const { forest } = await fit(dataset, { nEstimators: 20 });
  const queries = interestingRows(dataset, forest);

  // The first training of a tree is on all rows; if the library left a split undone, more follow.
  const starts = train.mock.calls.flatMap(([rows], at) =>
    rows.length === dataset.rowCount ? [at] : [],
  );
  expect(starts).toHaveLength(20);
  let compared = 0;
  for (const [tree, start] of starts.entries()) {
    const wasGrownOn = (starts[tree + 1] ?? train.mock.calls.length) > start + 1;
    if (wasGrownOn) continue; // finer than the library's: see the tests below
    const library = train.mock.contexts[start] as InstanceType<typeof Library>;
    const ours = queries.map((row) => {
      const answer = treeAnswer(forest, tree, row);
      return dataset.task === 'classification' ? argMax(answer) : answer[0];
    });
    expect(ours).toEqual(library.predict(queries.map((row) => Array.from(row))));
    compared++;
  }
  expect(compared).toBeGreaterThanOrEqual(15);
});

test.each<Partial<ForestOptions>>([
  { criterion: 'entropy' },
  { splitter: 'random' },
  { minImpurityDecrease: 0.1 },
  { maxLeafNodes: 8 },
  { classWeight: 'balanced' },
  { maxBins: 10 },
  { rowShards: 2 },
  { priorTrees: 1 },
])('%j is refused, since the library does not support it', async (options) => {
  await expect(fit(blobs(), options)).rejects.toThrow(UnsupportedOptionError);
  await expect(fit(blobs(), options)).rejects.toThrow(Object.keys(options)[0]);
});

test('a perfect first split of a regression is made, which the library alone leaves undone', async () => {
  const dataset = regressionTable([[1, 2, 3, 4]], [0, 0, 1, 1]);
  const { forest, importances } = await fit(dataset, { nEstimators: 1, bootstrap: false });
  expect(scores(forest, dataset)).toEqual([0, 0, 1, 1]);
  expect(forest.threshold[0]).toBe(largestBelow(2.5));
  expect(Array.from(importances)).toEqual([1]);
});

test('growth goes on where a gain equals that of its parent', async () => {
  const labels = [0, 1, 1, 1, 0, 0, 1, 0];
  const dataset = classificationTable([[1, 2, 3, 4, 5, 6, 7, 8]], labels);
  const { forest } = await fit(dataset, { nEstimators: 1, bootstrap: false });
  expect(scores(forest, dataset)).toEqual(labels.flatMap((label) => [1 - label, label]));
});

test('a tree chooses from as many features as asked for, and from others than the next tree', async () => {
  const { forest } = await fit(blobs(), {
    nEstimators: 12,
    maxFeatures: { kind: 'count', count: 1 },
  });
  const used = Array.from({ length: 12 }, (_, tree) => {
    const nodes = forest.feature.subarray(forest.treeStart[tree], forest.treeStart[tree + 1]);
    return new Set(nodes.filter((feature) => feature !== LEAF));
  });
  expect(used.map(({ size }) => size)).toEqual(used.map(() => 1));
  expect(new Set(used.flatMap((features) => [...features]))).toEqual(new Set([0, 1, 2, 3]));
});

test('the same seed gives the same forest, another seed another one', async () => {
  const { bagOf, ...first } = await fit(blobs(), { nEstimators: 3 });
  const { bagOf: bagOfSame, ...same } = await fit(blobs(), { nEstimators: 3 });
  expect(same).toEqual(first);
  for (const tree of [0, 1, 2]) expect(bagOfSame!(tree)).toEqual(bagOf!(tree));
  const other = await fit(blobs(), { nEstimators: 3, randomState: 43 });
  expect(other.forest).not.toEqual(first.forest);
});

test('a tree does not depend on the number of trees after it', async () => {
  const { forest: few } = await fit(blobs(), { nEstimators: 2 });
  const { forest: many } = await fit(blobs(), { nEstimators: 5 });
  const nodes = few.feature.length;
  for (const array of ['feature', 'threshold', 'next', 'values'] as const) {
    expect(many[array].slice(0, few[array].length)).toEqual(few[array]);
  }
  expect(many.treeStart[2]).toBe(nodes);
});

test('the forest of one seed is the same in every version', async () => {
  const { forest } = await fit(blobs(), { nEstimators: 3 });
  expect({
    treeStart: Array.from(forest.treeStart),
    feature: Array.from(forest.feature.subarray(0, 8)),
    threshold: Array.from(forest.threshold.subarray(0, 3)),
  }).toMatchInlineSnapshot(`
    {
      "feature": [
        3,
        -1,
        2,
        3,
        -1,
        -1,
        3,
        -1,
      ],
      "threshold": [
        0.6999999999999998,
        0,
        4.999999999999999,
      ],
      "treeStart": [
        0,
        9,
        34,
        45,
      ],
    }
  `);
});

test('limits hold, leaves answer for their rows, and the forest is valid', async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, anyLimits, async (dataset, limits) => {
      const { forest, importances } = await fit(dataset, { ...limits, bootstrap: false });
      validateForest(forest);
      expect(treeCount(forest)).toBe(limits.nEstimators);
      if (limits.maxDepth !== null) expect(depthOf(forest)).toBeLessThanOrEqual(limits.maxDepth);
      const samples = samplesAt(forest, rowsOf(dataset));
      for (const [node, count] of samples.entries()) {
        const isLeaf = forest.feature[node] === LEAF;
        if (!isLeaf) expect(count).toBeGreaterThanOrEqual(limits.minSamplesSplit);
        expect(count).toBeGreaterThanOrEqual(Math.min(limits.minSamplesLeaf, dataset.rowCount));
      }
      expectAnswersOfLeaves(forest, dataset);
      const sum = importances.reduce((total, share) => total + share, 0);
      expect([0, 1]).toContain(Math.round(sum * 1e9) / 1e9);
      expect(Math.min(...importances)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 60 },
  );
});

test('distributions of any fit sum to 1', async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, anyLimits, async (dataset, limits) => {
      fc.pre(dataset.task === 'classification');
      const { forest } = await fit(dataset, limits);
      for (let at = 0; at < forest.values.length; at += forest.outputCount) {
        const row = forest.values.slice(at, at + forest.outputCount);
        expect(row.reduce((total, share) => total + share, 0)).toBeCloseTo(1, 12);
      }
    }),
    { numRuns: 30 },
  );
});

test('out-of-bag scores are those of the trees whose bag lacked the row', async () => {
  const uniform = uniforms(5);
  const ids = Array.from({ length: 12 }, (_, row) => row);
  const dataset = classificationTable([ids, ids.map(uniform)], ids.map((id) => (id > 5 ? 1 : 0))); // oxfmt-ignore
  const train = vi.spyOn(RandomForestClassifier.prototype, 'train');
  const { forest, outOfBag } = await fit(dataset, { nEstimators: 4 });
  const bags = train.mock.calls
    .filter(([rows]) => rows.length === ids.length)
    .map(([rows]) => new Set(rows.map(([id]) => id!)));
  expect(bags).toHaveLength(4);

  const leftOut = ids.filter((id) => bags.some((bag) => !bag.has(id)));
  expect(leftOut.length).toBeLessThan(ids.length); // with four trees at least one row is in every bag
  expect(Array.from(outOfBag!.rows)).toEqual(leftOut);
  for (const [i, id] of leftOut.entries()) {
    const asked = bags.flatMap((bag, tree) => (bag.has(id) ? [] : [tree]));
    const answers = asked.map((tree) => treeAnswer(forest, tree, rowsOf(dataset)[id]!));
    const mean = [0, 1].map(
      (k) => answers.reduce((sum, answer) => sum + answer[k]!, 0) / asked.length,
    );
    expect(Array.from(outOfBag!.scores.subarray(2 * i, 2 * i + 2))).toEqual(mean);
  }
});

test('without bootstrap each tree sees all rows and none is out of bag', async () => {
  const dataset = blobs(10);
  const options = { nEstimators: 2, bootstrap: false, maxFeatures: { kind: 'all' } } as const;
  const { forest, outOfBag } = await fit(dataset, options);
  expect(outOfBag).toBeUndefined();
  const answers = rowsOf(dataset).map((row) => argMax(treeAnswer(forest, 0, row)));
  const mistakes = answers.filter((answer, row) => answer !== dataset.target[row]);
  expect(mistakes.length).toBeLessThanOrEqual(1); // rows that tie in everything
});

test('a row counts as often as it is repeated, and rows left out do not count', async () => {
  const dataset = regressionTable([[1, 2, 3]], [0, 3, 99]);
  const prepared = await mlRandomForestEngine.prepare(dataset);
  const { forest } = await prepared.fit(Uint32Array.of(0, 1, 1), {
    ...DEFAULT_FOREST_OPTIONS,
    nEstimators: 1,
    bootstrap: false,
    minSamplesSplit: 4,
  });
  expect(Array.from(forest.values)).toEqual([2]);
});

test('importances rank informative features above noise', async () => {
  const { importances } = await fit(wave(), {
    nEstimators: 20,
    maxFeatures: { kind: 'all' },
  });
  const [linear, periodic, noise] = importances;
  expect(Math.min(linear!, periodic!)).toBeGreaterThan(5 * noise!);
});

test('importances share the decrease of impurity as defined', async () => {
  const dataset = regressionTable([[0, 0, 1, 1], [0, 1, 0, 1]], [0, 1, 2, 3]); // oxfmt-ignore
  const { importances } = await fit(dataset, {
    nEstimators: 3,
    bootstrap: false,
    maxFeatures: { kind: 'all' },
  });
  expect(importances[0]).toBeCloseTo(0.8, 12); // 4 of the 5 squares
  expect(importances[1]).toBeCloseTo(0.2, 12);
});

test('a regression follows a simple function on rows it has not seen', async () => {
  const dataset = wave(200);
  const { outOfBag } = await fit(dataset, { nEstimators: 40, maxFeatures: { kind: 'all' } });
  const truth = Array.from(outOfBag!.rows, (row) => dataset.target[row]!);
  const mean = truth.reduce((sum, y) => sum + y, 0) / truth.length;
  const residual = truth.reduce((sum, y, i) => sum + (y - outOfBag!.scores[i]!) ** 2, 0);
  const total = truth.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  expect(1 - residual / total).toBeGreaterThan(0.9);
});

test('progress is reported after each tree', async () => {
  const told: number[] = [];
  await fit(blobs(10), { nEstimators: 4 }, { onTree: (finished) => told.push(finished) });
  expect(told).toEqual([1, 2, 3, 4]);
});

test('an aborted signal ends the fit before the next tree and is kept as the cause', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const told: number[] = [];
  const onTree = (finished: number) => {
    told.push(finished);
    if (finished === 2) controller.abort(reason);
  };
  const fitting = fit(blobs(10), {}, { onTree, signal: controller.signal });
  await expect(fitting).rejects.toThrow(TrainingCancelledError);
  await expect(fitting).rejects.toMatchObject({ code: 'TRAINING_CANCELLED', cause: reason });
  expect(told).toEqual([1, 2]);
});

test('timers run between trees, so that a fit can be cancelled from outside', async () => {
  const controller = new AbortController();
  let finished = 0;
  setTimeout(() => controller.abort(), 1);
  const fitting = fit(
    blobs(30),
    { nEstimators: 10_000 },
    { onTree: () => finished++, signal: controller.signal },
  );
  await expect(fitting).rejects.toThrow(TrainingCancelledError);
  expect(finished).toBeLessThan(10_000);
});

test('options are checked before anything is grown', async () => {
  await expect(fit(blobs(3), { nEstimators: 0 })).rejects.toMatchObject({
    code: 'OPTION_INVALID',
    option: 'nEstimators',
  });
});

test('no rows, or rows outside the table, are refused', async () => {
  const prepared = await mlRandomForestEngine.prepare(blobs(3));
  const fitOn = (...rows: number[]) => prepared.fit(Uint32Array.from(rows), DEFAULT_FOREST_OPTIONS);
  await expect(fitOn()).rejects.toThrow('Found no rows to fit on, expected at least one.');
  await expect(fitOn(0, 9)).rejects.toThrow('Found row index 9, expected 0 to 8.');
});

test.each([
  [NaN, 'Found a missing value of feature "x1"'],
  [-Infinity, 'Found an infinite value of feature "x1"'],
])('a table with %s is refused, naming feature and row', async (value, problem) => {
  const dataset = regressionTable([[1, 2], [3, value]], [0, 1]); // oxfmt-ignore
  const preparing = mlRandomForestEngine.prepare(dataset);
  await expect(preparing).rejects.toThrow(TrainingInputError);
  await expect(preparing).rejects.toThrow(problem);
  await expect(preparing).rejects.toMatchObject({ row: 1 });
});

test('a table with a categorical feature is refused, naming it', async () => {
  const { schema, ...rest } = regressionTable([[0, 1]], [0, 1]);
  const feature = { kind: 'categorical', name: 'colour', levels: ['red', 'blue'] } as const;
  const features = [{ ...feature, counts: [1, 1], missing: 0 }];
  const preparing = mlRandomForestEngine.prepare({ ...rest, schema: { ...schema, features } });
  await expect(preparing).rejects.toThrow('Found the categorical feature "colour"');
});

test('a library with another structure of trees is noticed', async () => {
  vi.spyOn(RandomForestClassifier.prototype, 'train').mockImplementation(() => undefined);
  await expect(fit(blobs(3), {})).rejects.toThrow(
    'Found another indexes than expected in a tree of ml-random-forest@2.1.0.',
  );
});

test('one row, one feature and one class are enough', async () => {
  const { forest, importances, outOfBag } = await fit(classificationTable([[1]], [0], 2), {});
  expect(Array.from(forest.values)).toEqual([1, 0]);
  expect(Array.from(importances)).toEqual([0]);
  expect(outOfBag!.rows).toHaveLength(0);
});

const anyTable = fc
  .tuple(fc.boolean(), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 24 }))
  .chain(([isClassification, features, rows]) =>
    fc.record({
      isClassification: fc.constant(isClassification),
      columns: fc.array(
        fc.array(
          fc.oneof(
            fc.integer({ min: -3, max: 3 }),
            fc.double({ noNaN: true, noDefaultInfinity: true }),
          ),
          {
            minLength: rows,
            maxLength: rows,
          },
        ),
        { minLength: features, maxLength: features },
      ),
      target: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: rows, maxLength: rows }),
    }),
  )
  .map(({ isClassification, columns, target }) =>
    isClassification ? classificationTable(columns, target, 4) : regressionTable(columns, target),
  );

const anyLimits = fc.record({
  nEstimators: fc.integer({ min: 1, max: 3 }),
  maxDepth: fc.option(fc.integer({ min: 1, max: 4 })),
  minSamplesSplit: fc.integer({ min: 2, max: 8 }),
  minSamplesLeaf: fc.integer({ min: 1, max: 5 }),
  randomState: fc.integer({ min: 0, max: 0xffffffff }),
});

async function fit(dataset: Dataset, options: Partial<ForestOptions>, hooks?: FitHooks) {
  const prepared = await mlRandomForestEngine.prepare(dataset);
  return prepared.fit(allRows(dataset), { ...DEFAULT_FOREST_OPTIONS, ...options }, hooks);
}

function scores(forest: Forest, dataset: Dataset): number[] {
  return Array.from(predictRows(forest, dataset, allRows(dataset)));
}

function rowsOf(dataset: Dataset): Float64Array[] {
  return Array.from(allRows(dataset), (row) => {
    const values = new Float64Array(dataset.columns.length);
    gatherRows(dataset, Uint32Array.of(row), values);
    return values;
  });
}

/** Each leaf must answer with the class shares, or the mean, of the rows that reach it. */
function expectAnswersOfLeaves(forest: Forest, dataset: Dataset): void {
  const rows = rowsOf(dataset);
  for (let tree = 0; tree < treeCount(forest); tree++) {
    const groups = Map.groupBy(allRows(dataset), (row) =>
      treeAnswer(forest, tree, rows[row]!).join(),
    );
    for (const group of groups.values()) {
      const answer = treeAnswer(forest, tree, rows[group[0]!]!);
      for (let k = 0; k < answer.length; k++) {
        const wanted = group.map((row) =>
          dataset.task === 'classification'
            ? Number(dataset.target[row] === k)
            : dataset.target[row]!,
        );
        expect(answer[k]).toBeCloseTo(wanted.reduce((sum, y) => sum + y, 0) / group.length, 12);
      }
    }
  }
}

/** Training rows, random ones, ones at and just above each threshold, and ones with missing values. */
function interestingRows(dataset: Dataset, forest: Forest): Float64Array[] {
  const uniform = uniforms(9);
  const training = rowsOf(dataset);
  const anyRow = () => training[Math.floor(uniform() * training.length)]!.slice();
  const random = Array.from({ length: 100 }, () =>
    anyRow().map((value) => value + uniform() - 0.5),
  );
  const atThresholds = Array.from(forest.feature.entries()).flatMap(([node, feature]) => {
    if (feature === LEAF) return [];
    const threshold = forest.threshold[node]!;
    const above = -largestBelow(-threshold);
    return [threshold, above].map((value) => anyRow().with(feature, value));
  });
  const missing = dataset.columns.map((_, feature) => anyRow().with(feature, NaN));
  return [...training, ...random, ...atThresholds, ...missing, anyRow().fill(NaN)];
}

test('weights of rows are refused under the name of their option', async () => {
  const dataset = blobs();
  const weights = new Float64Array(dataset.rowCount).fill(2);
  await expect(fit({ ...dataset, weights }, {})).rejects.toThrow('Leave sampleWeight out');
});

import { allRows, foldRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { beforeAll, describe, expect, test } from 'vitest';

import { blobs, wave } from '../../test/tables.ts';
import { DEFAULT_BOOSTING_OPTIONS } from '../boosting-options.ts';
import { TrainingCancelledError } from '../errors.ts';
import { DEFAULT_FOREST_OPTIONS } from '../forest-options.ts';
import { createHistogramEngine } from '../histogram-engine.ts';
import type { LearnerOptions, SingleOptions } from '../learner-options.ts';
import type { Candidate } from './candidates.ts';
import { chooseLearner } from './choose-learner.ts';
import type { Choice } from './choose-learner.ts';
import type { ChooseRequest } from './choose-request.ts';

const FOREST = { ...DEFAULT_FOREST_OPTIONS, nEstimators: 10 };
const BOOSTING = { ...DEFAULT_BOOSTING_OPTIONS, maxIter: 60, minSamplesLeaf: 5 };
const BOTH: readonly Candidate[] = [
  { options: FOREST, complexity: 0 },
  { options: { ...FOREST, minSamplesLeaf: 20 }, complexity: 1 },
  { options: BOOSTING, complexity: 2 },
];

describe('a smooth quantity', () => {
  const dataset = wave(600);
  let choice: Choice;
  beforeAll(async () => {
    choice = await choose(dataset, BOTH);
  });

  test('is for boosting, with a number of rounds that all folds share', () => {
    const { comparisons, chosen } = choice;
    expect(comparisons[chosen]!.options).toMatchObject({ learner: 'boosting' });
    expect(comparisons[chosen]).toMatchObject({ difference: 0, standardError: 0, folds: 5 });
    expect(choice.folds.map(({ fold }) => fold)).toEqual([0, 1, 2, 3, 4]);
    const held = choice.folds.flatMap(({ validation }) => [...validation]);
    expect(held.sort((a, b) => a - b)).toEqual([...allRows(dataset)]);
  });

  test('tells how far the others are behind, in the order of the candidates', () => {
    const { comparisons } = choice;
    expect(comparisons.map(({ options }) => options.learner)).toEqual([
      'forest',
      'forest',
      'boosting',
    ]);
    for (const { difference, standardError } of comparisons.slice(0, 2)) {
      expect(difference).toBeGreaterThan(standardError);
    }
    expect(comparisons[1]!.folds).toBeLessThan(5); // not the best of its learner
  });

  test('with these rounds, a new fit without the fold gives the same answers', async () => {
    const { options } = choice.comparisons[choice.chosen]!;
    const again = await choose(dataset, [{ options: single(options), complexity: 0 }], {
      patience: undefined,
    });
    expect(again.folds).toEqual(choice.folds);
  });
});

describe('a forest and boosting that are about as good', () => {
  const dataset = wave(300);
  const candidates = [BOTH[0]!, { options: { ...BOOSTING, maxIter: 18 }, complexity: 1 }];

  test('are blended, whose held-out answers are the mean of theirs', async () => {
    const alone = await Promise.all(candidates.map((one) => choose(dataset, [one])));
    const { comparisons, chosen, folds } = await choose(dataset, candidates, { blends: true });
    expect(comparisons.map(({ options }) => options.learner)).toEqual([
      'forest',
      'boosting',
      'blend',
    ]);
    expect(chosen).toBe(2);
    expect(comparisons[0]!.difference).toBeGreaterThan(comparisons[0]!.standardError);
    expect(folds).toEqual(
      alone[0]!.folds.map(({ scores, ...fold }, i) => ({
        ...fold,
        scores: scores.map((score, at) => (score + alone[1]!.folds[i]!.scores[at]!) / 2),
      })),
    );
  });

  test('are not where answers are not sums, nor one of them alone', async () => {
    const learners = async (tried: readonly Candidate[], blends?: boolean) =>
      (await choose(dataset, tried, { ...(blends && { blends }) })).comparisons.map(
        ({ options }) => options.learner,
      );
    expect(await learners(candidates)).toEqual(['forest', 'boosting']);
    expect(await learners(candidates.slice(0, 1), true)).toEqual(['forest']);
  });
});

test('of candidates that are about as good, the least complex wins', async () => {
  const dataset = wave(100);
  const pair = (first: number, second: number) => [
    { options: FOREST, complexity: first },
    { options: { ...FOREST, maxBins: 254 }, complexity: second }, // the same trees,
  ];
  expect((await choose(dataset, pair(0, 1))).chosen).toBe(0);
  expect((await choose(dataset, pair(1, 0))).chosen).toBe(1);
});

test('what goes on from a candidate is tried only where that was better than the one before', async () => {
  const dataset = wave(200);
  const after = (...maxDepths: number[]) =>
    maxDepths.map((maxDepth, index) => ({
      options: { ...BOOSTING, maxDepth },
      complexity: 1,
      isNext: index > 0,
    }));
  const triedOf = async (candidates: readonly Candidate[]) =>
    (await choose(dataset, candidates)).comparisons.map(
      ({ options }) => options.learner === 'boosting' && options.maxDepth,
    );
  expect(await triedOf(after(1, 2, 3))).toEqual([1, 2, 3]);
  expect(await triedOf(after(2, 1, 3))).toEqual([2, 1]);
  const [another] = after(4); // whatever it is worth: it is no part of the chain
  expect(await triedOf([...after(2, 1, 3), another!])).toEqual([2, 1, 4]);
});

test('who is far behind is tried on as few folds as hold out a hundred rows', async () => {
  const stump = { options: { ...FOREST, maxDepth: 1 }, complexity: 1 };
  const foldsOf = async (rows: number) => {
    const { comparisons } = await choose(wave(rows), [stump, BOTH[2]!]);
    return comparisons.map(({ options, folds }) => [options.learner, folds]);
  };
  const boosting = ['boosting', 5]; // tried first, told last
  expect(await foldsOf(600)).toEqual([['forest', 1], boosting]);
  expect(await foldsOf(400)).toEqual([['forest', 2], boosting]);
  const { comparisons } = await choose(wave(600), [stump, BOTH[0]!]); // of one learner
  expect(comparisons.map(({ folds }) => folds)).toEqual([1, 5]);
});

test('rows of no weight have no say', async () => {
  const dataset = wave(200);
  const weights = new Float64Array(200).fill(1, 0, 100);
  const one = await choose(dataset, BOTH, { weights });
  const lossOf: ChooseRequest['lossOf'] = (rows, scores) =>
    squaredErrors(dataset, rows, scores).map((loss, i) => (rows[i]! < 100 ? loss : 1e6 * loss));
  const other = await choose(dataset, BOTH, { weights, lossOf });
  expect(other.comparisons).toEqual(one.comparisons);
});

test('targets of rows outside of all folds change nothing', async () => {
  const dataset = wave(200);
  const rows = allRows(dataset).slice(0, 150);
  const target = dataset.target.map((value, row) => (row < 150 ? value : -value));
  const folds = foldRows(dataset, rows, { folds: 3, seed: 1 });
  const one = await choose(dataset, BOTH, { folds });
  expect(await choose({ ...dataset, target }, BOTH, { folds })).toEqual(one);
});

test('the number of threads changes nothing', async () => {
  const candidates = BOTH.slice(1);
  expect(await choose(blobs(), candidates, {}, 2)).toEqual(await choose(blobs(), candidates));
});

test('progress rises to its end, and an aborted signal ends the choice', async () => {
  const told: (readonly [number, number])[] = [];
  await choose(wave(60), BOTH, { onTree: (...step) => told.push(step) });
  expect(told.every(([done, total], i) => done <= total && done >= (told[i - 1]?.[0] ?? 0))).toBe(
    true,
  );
  const signal = AbortSignal.abort();
  await expect(choose(wave(60), BOTH, { signal })).rejects.toThrow(TrainingCancelledError);
});

function single(options: LearnerOptions): SingleOptions {
  if (options.learner === 'blend') throw new Error('Found a blend.');
  return options;
}

async function choose(
  dataset: Dataset,
  candidates: readonly Candidate[],
  request: Partial<ChooseRequest> = {},
  threads = 1,
): Promise<Choice> {
  return chooseLearner({
    prepared: await createHistogramEngine(threads).prepare(dataset),
    folds: foldRows(dataset, allRows(dataset), { folds: 5, seed: 42 }),
    candidates,
    patience: 5,
    lossOf: (rows, scores) => squaredErrors(dataset, rows, scores),
    ...request,
  });
}

/** Of a quantity; of classes, one minus the share of the true class. */
function squaredErrors(dataset: Dataset, rows: Uint32Array, scores: Float64Array): Float64Array {
  const width = scores.length / rows.length;
  return Float64Array.from(rows, (row, i) => {
    const truth = dataset.target[row]!;
    return width === 1 ? (scores[i]! - truth) ** 2 : 1 - scores[i * width + truth]!;
  });
}

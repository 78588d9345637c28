import { describe, expect, test } from 'vitest';

import { DEFAULT_BOOSTING_OPTIONS } from '../boosting-options.ts';
import { DEFAULT_FOREST_OPTIONS } from '../forest-options.ts';
import type { ForestOptions } from '../forest-options.ts';
import { defaultCandidates, patienceOf } from './candidates.ts';

describe('the default candidates', () => {
  const of = (
    features: number,
    outputs: number,
    task: 'classification' | 'regression' = 'regression',
    hasLevels = false,
  ) =>
    defaultCandidates(DEFAULT_FOREST_OPTIONS, DEFAULT_BOOSTING_OPTIONS, {
      task,
      features,
      hasLevels,
      outputs,
    }).map(({ options }) => options);
  const forestsOf = (...outline: Parameters<typeof of>) =>
    of(...outline).filter((options): options is ForestOptions => options.learner === 'forest');

  test('begin with the default forest, the simplest', () => {
    const outline = { task: 'regression', features: 9, hasLevels: true, outputs: 1 } as const;
    const all = defaultCandidates(DEFAULT_FOREST_OPTIONS, DEFAULT_BOOSTING_OPTIONS, outline);
    expect(all[0]).toEqual({ options: DEFAULT_FOREST_OPTIONS, complexity: 0 });
    expect(all.slice(1).every(({ complexity }) => complexity === 1)).toBe(true);
    expect(
      of(9, 1)
        .map(({ learner }) => learner)
        .join(),
    ).toMatch(/^(forest,)+(boosting,?)+$/);
  });

  test('try more features than their root: a third, or half of few', () => {
    const sharesOf = (features: number) =>
      forestsOf(features, 1).flatMap(({ maxFeatures }) =>
        maxFeatures.kind === 'fraction' ? maxFeatures.fraction : [],
      );
    expect(sharesOf(30)).toEqual([1 / 3]);
    expect(sharesOf(9)).toEqual([1 / 2]);
    expect(sharesOf(4)).toEqual([]); // half is the root
  });

  test('draw thresholds at random for quantities alone, as extra-trees do', () => {
    const extraOf = (task: 'classification' | 'regression') =>
      forestsOf(9, 1, task)
        .filter(({ splitter }) => splitter === 'random')
        .map(({ maxFeatures, bootstrap, minSamplesLeaf }) => [
          maxFeatures.kind,
          bootstrap,
          minSamplesLeaf,
        ]);
    expect(extraOf('regression')).toEqual([
      ['all', false, 1],
      ['all', false, 5],
    ]);
    expect(extraOf('classification')).toEqual([]);
  });

  test('tell levels of few rows apart once, for classes', () => {
    const smoothingOf = (...outline: Parameters<typeof of>) =>
      of(...outline).flatMap((options) =>
        options.learner === 'boosting' ? [[options.catSmooth, options.catL2]] : [],
      );
    const usual = Array.from({ length: 4 }, () => [10, 10]);
    expect(smoothingOf(9, 1, 'classification', true)).toEqual([...usual, [1, 1]]);
    expect(smoothingOf(9, 1, 'classification', false)).toEqual(usual);
    expect(smoothingOf(9, 1, 'regression', true)).toEqual(usual);
  });

  test('boost fewer rounds of larger steps where there are many classes, and the last in half of them', () => {
    const stepsOf = (outputs: number) =>
      of(9, outputs).flatMap((options) =>
        options.learner === 'boosting' ? [[options.maxIter, options.learningRate]] : [],
      );
    const thrice = (steps: number[]) => [steps, steps, steps];
    expect(stepsOf(1)).toEqual([...thrice([600, 0.1]), [1_200, 0.05]]);
    expect(stepsOf(10)).toEqual([...thrice([120, 0.2]), [240, 0.1]]);
    expect(stepsOf(100)).toEqual([...thrice([50, 0.3]), [100, 0.15]]);
    expect([1, 3, 100].map(patienceOf)).toEqual([60, 20, 20]);
  });
});

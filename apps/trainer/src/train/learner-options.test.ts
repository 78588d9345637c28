import { parseOptions, UsageError } from '@lambda-forest/cli';
import { expect, test } from 'vitest';

import { boostingOptions, describeLearnerOptions, learnerOf } from './learner-options.ts';
import { TRAIN_OPTIONS } from './train-options.ts';

const learner = (...args: string[]) => learnerOf(parseOptions(TRAIN_OPTIONS, args));

test.each([
  ['auto'],
  ['auto', '--class-weight=balanced', '--max-bins=16', '--random-state=1', '--search=none'],
  ['forest', '--n-estimators=100'],
  ['forest', '--max-features=sqrt', '--max-depth=3'],
  ['forest', '--bootstrap=false'],
  ['forest', '--prior-trees=1'],
  ['forest', '--search=halving'],
  ['forest', '--min-samples-leaf=3'],
  ['forest', '--max-depth=none'],
  ['forest', '--engine=ml-random-forest'],
  ['forest', '--learner=forest', '--max-leaf-nodes=9'],
  ['boosting', '--learner=boosting', '--max-leaf-nodes=9'],
  ['boosting', '--learning-rate=0.05', '--min-samples-leaf=3'],
  ['boosting', '--monotonic=size:1,age:-1'],
  ['boosting', '--early-stopping=false'],
  ['boosting', '--cat-smooth=1'],
])('%s is what the options ask for: %s %s', (expected, ...args) => {
  expect(learner(...args)).toBe(expected);
});

test.each([
  [
    ['--learner=forest', '--max-iter=9'],
    'Found --max-iter with --learner=forest, expected options of that learner. Leave one of the two out.',
  ],
  [['--learner=boosting', '--n-estimators=9'], 'Found --n-estimators with --learner=boosting'],
  [['--learner=boosting', '--search=random'], 'Found --search with --learner=boosting'],
  [
    ['--criterion=gini', '--subsample=0.5'],
    'Found --criterion, an option of forests, and --subsample, one of boosting, expected those of one learner.',
  ],
  [
    ['--monotonic=size'],
    'expected names of features, each once with :1 or :-1, separated by commas',
  ],
  [['--learning-rate=0'], 'expected a number above 0, at most 1'],
])('%j is refused', (args, problem) => {
  expect(() => learner(...args)).toThrow(UsageError);
  expect(() => learner(...args)).toThrow(problem);
});

test('a model remembers how levels were smoothed where that is not the usual way', () => {
  const described = (...args: string[]) =>
    describeLearnerOptions(boostingOptions(parseOptions(TRAIN_OPTIONS, args)));
  expect(described('--cat-smooth=1', '--cat-l2=0.5')).toMatchObject({ cat_smooth: 1, cat_l2: 0.5 });
  expect(described('--cat-smooth=10')).toEqual(described('--cat-l2=10'));
  expect(described('--cat-l2=10')).not.toHaveProperty('cat_l2');
});

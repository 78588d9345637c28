import { readFileSync } from 'node:fs';

import { parseOptions } from '@lambda-forest/cli';
import { expect, test } from 'vitest';

import { TRAIN_OPTIONS } from '../train-options.ts';
import { BOOSTED, refuseWholeOnly } from './refuse-whole-only.ts';

const refuse = (given: string) => () =>
  refuseWholeOnly(parseOptions(TRAIN_OPTIONS, given.split(' ')));

test.each([
  ['--workers=2', 'without --learner=forest'],
  ['--workers=2 --learner=boosting', 'without --learner=forest'],
  ['--workers=2 --search=random', '--search=random with --workers'],
  ['--workers=2 --learner=forest --data=-', '--data=- with --workers'],
  ['--workers=2 --learner=forest --scaler=standard', '--scaler=standard with --workers'],
  ['--workers=2 --learner=forest --missing=error', '--missing=error with --workers'],
  ['--workers=2 --learner=forest --sample-weight=w', '--sample-weight=w with --workers'],
  ['--workers=2 --learner=forest --group-column=w', '--group-column=w with --workers'],
  ['--workers=2 --learner=forest --time-column=w', '--time-column=w with --workers'],
  ['--workers=2 --learner=forest --test-data=w', '--test-data=w with --workers'],
  ['--workers=2 --learner=forest --engine=ml-random-forest', '--engine=ml-random-forest with'],
  ['--piece-mb=2', 'without --workers'],
  ['--on=aws --data=s3://b/x', '--on=aws without --learner=forest'],
  ['--on=aws --data=s3://b/x --learner=boosting', '--on=aws without --learner=forest'],
  ['--on=aws --data=s3://b/x --search=random', '--search=random with --on=aws'],
  ['--on=aws --learner=forest', 'no --data with --on=aws'],
  ['--on=aws --learner=forest --data=x.csv', '--data=x.csv with --on=aws'],
  ['--on=aws --data=s3://b/x --workers=2', '--workers with --on=aws'],
  ['--stage=staging', '--stage without --on=aws'],
  ['--dry-run', '--dry-run without --on=aws'],
])('%s is refused by name', (given, message) => {
  expect(refuse(given)).toThrow(message);
});

test.each([
  '--data=x.csv',
  '--workers=2 --n-estimators=5',
  '--workers=1 --learner=forest --piece-mb=1',
  '--on=aws --data=s3://b/x --learner=forest --piece-mb=1 --stage=staging --dry-run',
])('%s is not', (given) => {
  expect(refuse(given)).not.toThrow();
});

test.each(['scale.md', 'scale.es.md'])('%s has the table that boosting is said to take', (file) => {
  const text = readFileSync(new URL(`../../../../../docs/${file}`, import.meta.url), 'utf8');
  const { millionRows, columns, gb } = BOOSTED;
  expect(text).toMatch(new RegExp(`\\| ${millionRows}[, ]000[, ]000 +\\|.*\\| ${gb}[.,]\\d GB`));
  expect(text).toContain(` ${columns} `);
});

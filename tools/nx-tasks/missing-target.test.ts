import { expect, test } from 'vitest';

import { missingTarget } from './missing-target.cjs';

test.each([
  [[], true],
  [['--folds=3', '--target=y'], true],
  [['--data=a.csv', '--target=y'], true],
  [['--data', 'a.csv', '--target', 'y'], true],
  [['--data=a.csv'], false],
  [['--data', 'a.csv', '--folds=3'], false],
  [['--data=a.csv', '--target-share=1'], false],
])('through Nx, %j may train: %s', (args, isAllowed) => {
  const problem = missingTarget(args);
  expect(problem === undefined).toBe(isAllowed);
  if (!isAllowed) expect(problem).toContain('npx lambda-forest train');
});

import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { tableRows } from '../../../../tools/markdown/tables.ts';
import { BOOSTING_OPTIONS, COMMON_OPTIONS, FOREST_OPTIONS } from './options/learner-tables.ts';
import { TRAIN_OPTIONS, trainCommand } from './train-options.ts';

const read = (name: string) => readFile(new URL(`../../../../${name}`, import.meta.url), 'utf8');

test.each([
  ['docs/training.md', 'docs/tables.md'],
  ['docs/training.es.md', 'docs/tables.es.md'],
])('%s or %s names every option', async (...names) => {
  const texts = await Promise.all(names.map(read));
  for (const option of Object.keys(TRAIN_OPTIONS)) expect(texts.join()).toContain(`\`--${option}`);
});

test('docs/training.md has the options of the learners, with bounds and defaults', async () => {
  const rows = tableRows(await read('docs/training.md'), 'option', 'learner', 'values', 'default');
  const learners = { forest: FOREST_OPTIONS, both: COMMON_OPTIONS, boosting: BOOSTING_OPTIONS };
  expect(rows.map((row) => Object.values(row).map(({ text }) => text))).toEqual(
    Object.entries(learners).flatMap(([learner, options]) =>
      Object.entries(options).map(([name, { kind, defaultText }]) => [
        `--${name}`,
        learner,
        kind.expects,
        defaultText,
      ]),
    ),
  );
});

test('--help names every option, its bounds and its default', () => {
  const help = trainCommand().help({ calledAs: 'train', summary: 'Trains.' }, 200);
  for (const [name, spec] of Object.entries(TRAIN_OPTIONS)) {
    expect(help).toContain(`--${name}`);
    expect(help).toContain(spec.description);
  }
  expect(help).toContain('Takes a whole number from 1 to 10,000. Default: 100.');
  expect(help).toContain('Default: sqrt.');
});

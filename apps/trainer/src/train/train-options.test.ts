import { readFile } from 'node:fs/promises';

import { expect, test } from 'vitest';

import { TRAIN_OPTIONS, trainCommand } from './train-options.ts';

test.each([
  ['README.md', 'docs/tables.md'],
  ['README.es.md', 'docs/tables.es.md'],
])('%s or %s names every option', async (...names) => {
  const texts = await Promise.all(
    names.map((name) => readFile(new URL(`../../../../${name}`, import.meta.url), 'utf8')),
  );
  for (const option of Object.keys(TRAIN_OPTIONS)) expect(texts.join()).toContain(`\`--${option}`);
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

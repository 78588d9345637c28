import { readFile } from 'node:fs/promises';

import { helpText, nxExecutorSchema } from '@lambda-forest/cli';
import { expect, test } from 'vitest';

import { INSPECT_HELP, INSPECT_OPTIONS } from '../inspect/inspect-options.ts';
import { TRAIN_HELP } from './train-help.ts';
import { TRAIN_OPTIONS } from './train-options.ts';

test('the schema that Nx shows is the one of these options (vitest --update writes it)', async () => {
  const schema = nxExecutorSchema(TRAIN_HELP.summary, TRAIN_OPTIONS);
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../nx/train.schema.json',
  );
});

test('and so is the one of inspect', async () => {
  const schema = nxExecutorSchema(INSPECT_HELP.summary, INSPECT_OPTIONS);
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
    '../../nx/inspect.schema.json',
  );
});

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
  const help = helpText(TRAIN_HELP, TRAIN_OPTIONS, 200);
  for (const [name, spec] of Object.entries(TRAIN_OPTIONS)) {
    expect(help).toContain(`--${name}`);
    expect(help).toContain(spec.description);
  }
  expect(help).toContain('Takes a whole number from 1 to 10,000. Default: 100.');
  expect(help).toContain('Default: sqrt.');
});

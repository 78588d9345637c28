import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { COMMANDS as DEPLOY } from '@lambda-forest/deploy/commands';
import { COMMANDS as INFERENCE } from '@lambda-forest/inference/commands';
import { COMMANDS as TRAINER } from '@lambda-forest/trainer/commands';
import { describe, expect, test } from 'vitest';

import { BUILDS } from '../src/prepare.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

describe.each(Object.entries(BUILDS))('what %s needs built', (command, builds) => {
  test('belongs to a command', () => {
    expect(Object.keys({ ...TRAINER, ...INFERENCE, ...DEPLOY })).toContain(command);
  });

  test.each(builds)('$project is made from sources that exist', ({ sources }) => {
    for (const source of sources) expect(existsSync(`${ROOT}${source}`), source).toBe(true);
  });
});

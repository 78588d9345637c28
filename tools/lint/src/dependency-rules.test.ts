import { readCachedProjectGraph } from '@nx/devkit';
import { describe, expect, test } from 'vitest';

import { LIBRARIES, MAY_IMPORT } from '../dependency-rules.js';
import { lint } from './lint.ts';

/** What ESLint says about a file that imports `module` for its effect. */
const importing = (path: string, module: string) => lint(path, `import '${module}';\n`);

describe('projects', () => {
  test.each([
    ['libs/forest/src/x.ts', 'schema'],
    ['libs/schema/src/x.ts', 'forest'],
    ['libs/evaluator/src/x.ts', 'forest'],
    ['libs/evaluator/src/x.test.ts', 'forest'],
    ['libs/serializer/src/x.ts', 'data'],
    ['libs/data/src/x.ts', 'evaluator'],
    ['libs/logging/src/x.ts', 'text'],
    ['libs/text/src/x.ts', 'schema'],
    ['apps/inference/src/x.ts', 'data'],
    ['apps/inference/test/x.ts', 'training'],
  ])('%s may not import %s', async (path, library) => {
    const [complaint, ...others] = await importing(path, `@lambda-forest/${library}`);
    expect(others).toEqual([]);
    expect(complaint?.rule).toBe('@nx/enforce-module-boundaries');
    // Nx speaks of a circle first where the other library already depends on this one.
    expect(complaint?.message).toMatch(/can only depend on libs|cannot depend on|Circular/);
  });

  test('data may not import training, statically or later, by name or by path', async () => {
    for (const code of [
      `import '@lambda-forest/training';\n`,
      `import type { Engine } from '@lambda-forest/training';\nexport type E = Engine;\n`,
      `export { ENGINES } from '@lambda-forest/training';\n`,
      `await import('@lambda-forest/training');\n`,
      `import '../../training/src/engine.ts';\n`,
    ]) {
      const complaints = await lint('libs/data/src/x.ts', code);
      expect(complaints.map(({ rule }) => rule)).toEqual(['@nx/enforce-module-boundaries']);
    }
  });

  test.each([
    ['libs/training/src/x.ts', 'forest'],
    ['libs/training/src/x.ts', 'data'],
    ['libs/data/src/x.ts', 'schema'],
    ['libs/serializer/src/x.ts', 'forest'],
    ['libs/forest/src/x.ts', 'text'],
    ['apps/trainer/src/x.ts', 'training'],
    ['apps/trainer/src/x.ts', 'logging'],
    ['tools/lint/src/x.ts', 'training'],
    ['apps/inference/test/x.ts', 'data'],
  ])('%s may import %s', async (path, library) => {
    expect(await importing(path, `@lambda-forest/${library}`)).toEqual([]);
  });

  test('nothing imports an app or a tool', async () => {
    for (const path of ['libs/data/src/x.ts', 'apps/trainer/src/x.ts']) {
      for (const module of ['../../../tools/lint/src/lint.ts', '@lambda-forest/oracles']) {
        expect(await importing(path, module)).toHaveLength(1);
      }
    }
    expect(await importing('libs/cli/src/x.ts', '@lambda-forest/trainer')).toHaveLength(1);
  });

  test('but for the program, which takes the commands of the apps and nothing else of them', async () => {
    const commands = '@lambda-forest/trainer/commands';
    expect(await importing('apps/cli/src/x.ts', commands)).toEqual([]);
    expect(await importing('apps/deploy/src/x.ts', commands)).toHaveLength(1);
    expect(await importing('apps/cli/src/x.ts', '@lambda-forest/trainer/src/main.ts')).not.toEqual(
      [],
    );
  });
});

test('what a deployment takes from inference shows in the graph', () => {
  const { dependencies } = readCachedProjectGraph();
  expect(dependencies['deploy']?.map(({ target }) => target)).toContain('inference');
  expect(dependencies['program']?.map(({ target }) => target)).toEqual(
    expect.arrayContaining(['trainer', 'inference', 'deploy']),
  );
});

describe('the table', () => {
  test('every project of the workspace has a row and is tagged with its own name', () => {
    const { nodes } = readCachedProjectGraph();
    for (const [name, { data }] of Object.entries(nodes)) {
      expect(MAY_IMPORT).toHaveProperty([name]);
      expect(
        data.tags?.filter((tag) => tag.startsWith('name:')),
        `tags of ${name}`,
      ).toEqual([`name:${name}`]);
    }
  });

  test('rows name libraries only, and no library reaches itself', () => {
    for (const [name, libraries] of Object.entries(MAY_IMPORT)) {
      for (const library of libraries) expect(LIBRARIES).toContain(library);
      if (LIBRARIES.includes(name)) expect(reachable(name)).not.toContain(name);
    }
  });

  test('inference reaches nothing that trains, and deploy nothing that computes but the pieces of files', () => {
    const training = ['training', 'histogram', 'evaluator', 'report', 'interop', 'data', 'scoring'];
    for (const name of training) expect([...reachable('inference')]).not.toContain(name);
    expect(MAY_IMPORT['deploy']).toEqual(['text', 'artifacts', 'api', 'cli', 's3', 'scale']);
  });

  /** The libraries that come along when `name` is bundled. */
  function reachable(name: string, found = new Set<string>()): Set<string> {
    for (const library of MAY_IMPORT[name] ?? []) {
      if (!found.has(library)) reachable(library, found.add(library));
    }
    return found;
  }
});

describe('modules from outside', () => {
  test.each([
    ['libs/data/src/x.ts', 'ml-random-forest', /libs\/training and nowhere else/],
    ['apps/trainer/src/x.ts', 'ml-random-forest', /libs\/training and nowhere else/],
    ['libs/serializer/src/x.test.ts', 'ml-random-forest', /libs\/training and nowhere else/],
    ['apps/trainer/src/x.ts', '@aws-lambda-powertools/logger', /import @lambda-forest\/logging/],
    ['libs/api/src/x.ts', '@aws-lambda-powertools/logger/types', /set up once/],
    ['apps/inference/src/x.ts', 'aws-cdk-lib/aws-lambda', /apps\/deploy and nowhere else/],
    ['libs/data/src/x.ts', 'constructs', /apps\/deploy and nowhere else/],
    ['libs/schema/src/x.ts', 'zod', /zod\/mini/],
    ['libs/data/src/x.ts', 'node:fs', /A library computes/],
    ['libs/data/src/x.ts', 'fs/promises', /A library computes/],
    ['libs/logging/src/x.ts', 'node:net', /A library computes/],
    ['libs/training/src/x.ts', 'node:child_process', /A library computes/],
  ])('%s may not import %s', async (path, module, reason) => {
    const imported = await importing(path, module);
    expect(imported).toHaveLength(1);
    expect(imported[0]).toMatchObject({
      rule: 'no-restricted-imports',
      message: expect.stringMatching(reason),
    });
    const later = await lint(path, `await import('${module}');\n`);
    expect(later).toHaveLength(1);
    expect(later[0]).toMatchObject({
      rule: 'no-restricted-syntax',
      message: expect.stringMatching(reason),
    });
  });

  test.each([
    ['libs/training/src/x.ts', 'ml-random-forest'],
    ['libs/logging/src/x.ts', '@aws-lambda-powertools/logger'],
    ['apps/deploy/bin/x.ts', 'aws-cdk-lib'],
    ['libs/schema/src/x.ts', 'zod/mini'],
    ['apps/trainer/src/x.ts', 'node:fs'],
    ['tools/lint/src/x.ts', 'node:child_process'],
    ['libs/data/src/x.test.ts', 'node:fs'],
    ['libs/serializer/test/golden.test.ts', 'node:fs/promises'],
    ['libs/serializer/src/x.ts', 'node:crypto'],
  ])('%s may import %s', async (path, module) => {
    expect(await importing(path, module)).toEqual([]);
    expect(await lint(path, `await import('${module}');\n`)).toEqual([]);
  });
});

describe('what a library may not touch', () => {
  test.each([
    ['the environment', `export const a = process.env['HOME'];\n`],
    ['the network', `export const a = fetch('https://example.com');\n`],
    ['the console', `console.log('hello');\n`],
    ['chance', `export const a = Math.random();\n`],
    ['the clock', `export const a = Date.now();\n`],
    ['the clock, as a date', `export const a = new Date();\n`],
    ['a flag', `export const a = 'Name another column (--target).';\n`],
    ['a flag in a template', 'export const a = `Say ${1} in --schema.`;\n'],
    ['a stopwatch', `export const a = performance.now();\n`],
  ])('%s', async (_, code) => {
    expect(await lint('libs/data/src/x.ts', code)).toHaveLength(1);
    expect(await lint('apps/trainer/src/x.ts', code)).toEqual([]);
  });

  test('flags are spelled by programs; properties of CSS are none', async () => {
    expect(await lint('libs/cli/src/x.ts', `export const a = 'See --help.';\n`)).toEqual([]);
    const css = `export const a = 'color:var(--ink);--paper:#fff';\n`;
    expect(await lint('libs/report/src/x.ts', css)).toEqual([]);
  });

  test('logging alone reads the environment', async () => {
    expect(await lint('libs/logging/src/x.ts', `export const a = process.env;\n`)).toEqual([]);
  });

  test('a default export, which only configuration files have', async () => {
    const code = `export default { answer: 42 };\n`;
    expect(await lint('libs/data/src/x.ts', code)).toHaveLength(1);
    expect(await lint('apps/trainer/src/x.ts', code)).toHaveLength(1);
    expect(await lint('libs/data/vitest.config.ts', code)).toEqual([]);
  });
});

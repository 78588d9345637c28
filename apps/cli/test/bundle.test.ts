import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { transform } from 'esbuild';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { findBundle, FOLDER, MANIFEST } from '../bin/find-bundle.cjs';
import { bundleProgram } from '../src/bundle.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bundle-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a bundle is used', () => {
  const source = () => join(root, 'a.ts');
  const describeBundle = (manifest: object) =>
    writeFileSync(join(root, FOLDER, MANIFEST), JSON.stringify(manifest));
  beforeEach(() => {
    mkdirSync(join(root, FOLDER), { recursive: true });
    writeFileSync(source(), '');
    const sources = { 'a.ts': statSync(source()).mtimeMs };
    describeBundle({ root, main: 'main.mjs', sources });
  });

  test('as long as its sources are as they were', () => {
    expect(findBundle(root)).toBe(join(root, FOLDER, 'main.mjs'));
  });

  test.each([-10, 10])('not if a source is of another time, by %d s', (seconds) => {
    const time = statSync(source()).mtimeMs / 1_000 + seconds;
    utimesSync(source(), time, time);
    expect(findBundle(root)).toBeUndefined();
  });

  test('not if a source is gone', () => {
    rmSync(source());
    expect(findBundle(root)).toBeUndefined();
  });

  test('not in a copy of the workspace, whose sources it would not read', () => {
    describeBundle({ root: tmpdir(), main: 'main.mjs', sources: {} });
    expect(findBundle(root)).toBeUndefined();
  });

  test('not if there is none', () => {
    rmSync(join(root, FOLDER, MANIFEST));
    expect(findBundle(root)).toBeUndefined();
  });
});

describe('bundling', () => {
  const MODULES = 60;
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  /** A program of modules of which each imports the next one, so that reading them takes a while. */
  beforeEach(() => {
    for (const folder of ['apps/cli/src', 'libs/x']) {
      mkdirSync(join(root, folder), { recursive: true });
    }
    write('package-lock.json', '{}');
    write('libs/x/package.json', '{}');
    write('apps/cli/src/main.ts', "import './1.ts'; export const first = 'before';");
    for (let i = 1; i <= MODULES; i++) write(`apps/cli/src/${i}.ts`, `import './${i + 1}.ts';`);
    write(`apps/cli/src/${MODULES + 1}.ts`, '');
  });

  test.each(['package-lock.json', 'libs/x/package.json', 'apps/cli/src/9.ts'])(
    'is done again once %s has changed',
    async (path) => {
      await bundleProgram(root);
      expect(findBundle(root)).toBeDefined();
      utimesSync(join(root, path), 1, 1);
      expect(findBundle(root)).toBeUndefined();
      await bundleProgram(root);
      expect(findBundle(root)).toBeDefined();
    },
  );

  test('a source that is saved meanwhile is not the one that was bundled', async () => {
    const start = performance.now();
    await bundleProgram(root);
    const halfTime = (performance.now() - start) / 2;
    write('package-lock.json', '{ }');
    const bundled = bundleProgram(root);
    await setTimeout(halfTime);
    write('apps/cli/src/main.ts', "import './1.ts'; export const first = 'after';");
    await bundled;
    const bundle = findBundle(root);
    const isOfSources = bundle === undefined || readFileSync(bundle, 'utf8').includes('after');
    expect(isOfSources).toBe(true);
  });
});

describe('a bundled program', () => {
  let bundle: string;
  beforeAll(async () => {
    await bundleProgram(ROOT);
    bundle = findBundle(ROOT)!;
  });

  test('has no part that cannot be loaded', async () => {
    const folder = dirname(bundle);
    const parts = new Set([basename(bundle)]);
    for (const part of parts) {
      const source = readFileSync(join(folder, part), 'utf8');
      await transform(source, { format: 'esm' });
      for (const [, name] of source.matchAll(/(?:from|import) ?\(?"\.\/([^"]+\.mjs)"/g))
        parts.add(name!);
    }
    expect(parts.size).toBeGreaterThan(10);
  });

  test('finds the files of its sources', () => {
    const words = ['train', '--learner=forest', `--output-dir=${root}`];
    const { status, stderr } = spawnSync(process.execPath, [bundle, ...words], {
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: undefined }, // Nx sets it, and Node complains where NO_COLOR is set, too
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(existsSync(join(root, 'model.forest'))).toBe(true);
  });
});

/** What the function's code weighs, and what must never get into it. */
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';

import config from '../build/esbuild.config.cjs';
import { MAX_BYTES, MAX_COLD_START_BYTES } from './budget.ts';

let outputs: Metafile['outputs'];

beforeAll(async () => {
  const { metafile } = await build({
    entryPoints: ['src/handler.ts'],
    absWorkingDir: new URL('..', import.meta.url).pathname,
    outdir: 'dist',
    ...config,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    metafile: true,
    write: false,
  });
  outputs = metafile.outputs;
});

/** The entry's file with every file that it imports statically. */
function coldStart(file: string, found = new Set<string>()): Set<string> {
  found.add(file);
  for (const { path, kind, external } of outputs[file]!.imports) {
    if (external !== true && kind === 'import-statement' && !found.has(path))
      coldStart(path, found);
  }
  return found;
}

function bytes(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + outputs[file]!.bytes, 0);
}

function inputs(): [string, number][] {
  return Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).map(
      ([path, { bytesInOutput }]) => [path, bytesInOutput] as [string, number],
    ),
  );
}

test('a cold start loads no more than its budget, and the rest has one too', () => {
  const atStart = bytes(coldStart('dist/handler.mjs'));
  const all = bytes(Object.keys(outputs));
  expect(atStart).toBeLessThanOrEqual(MAX_COLD_START_BYTES);
  expect(all).toBeLessThanOrEqual(MAX_BYTES);
});

test('the routes that a prediction does not need are not loaded at cold start', () => {
  const atStart = [...coldStart('dist/handler.mjs')].flatMap((file) =>
    Object.keys(outputs[file]!.inputs),
  );
  for (const lazy of ['openapi/', 'open-inference', 'batch/', 'routes/model.ts']) {
    expect(atStart.filter((path) => path.includes(lazy))).toEqual([]);
    expect(inputs().some(([path]) => path.includes(lazy))).toBe(true);
  }
});

test('of packages it has Powertools alone, and of libraries those that serve', () => {
  const packages = new Set<string>();
  for (const [path] of inputs()) {
    const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules)/.exec(path) ?? [];
    const [, library] = /libs\/([^/]+)\//.exec(path) ?? [];
    if (name !== undefined) packages.add(name);
    if (library !== undefined) packages.add(library);
  }
  expect([...packages].sort()).toEqual([
    '@aws-lambda-powertools/commons',
    '@aws-lambda-powertools/logger',
    '@aws-lambda-powertools/metrics',
    '@aws/lambda-invoke-store',
    'errors',
    'forest',
    'logging',
    'schema',
    'serializer',
    'shape',
    'validator',
  ]);
});

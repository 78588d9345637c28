/** What the function's code weighs, and what must never get into it. */
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';

import config from '../build/esbuild.config.cjs';
import { MAX_BYTES } from './budget.ts';

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

function inputs(): [string, number][] {
  return Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).map(
      ([path, { bytesInOutput }]) => [path, bytesInOutput] as [string, number],
    ),
  );
}

test('the code is one file within its budget', () => {
  expect(Object.keys(outputs)).toEqual(['dist/handler.mjs']);
  expect(outputs['dist/handler.mjs']!.bytes).toBeLessThanOrEqual(MAX_BYTES);
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
    'api',
    'forest',
    'logging',
    'schema',
    'serializer',
    'text',
  ]);
});

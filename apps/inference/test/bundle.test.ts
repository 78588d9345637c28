/** What the function's code weighs, and what must never get into it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Metafile } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';

import { MAX_BYTES } from './budget.ts';
import { analyseBundle, ROOT } from './build-bundle.ts';

let outputs: Metafile['outputs'];

beforeAll(async () => {
  ({ outputs } = await analyseBundle());
});

/** Paths from the workspace's root. */
function inputs(): string[] {
  return Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
}

function ourSources(): Promise<string[]> {
  const ours = inputs().filter((path) => !path.includes('node_modules'));
  return Promise.all(ours.map((path) => readFile(join(ROOT, path), 'utf8')));
}

test('the code is one file within its budget', () => {
  expect(Object.keys(outputs)).toEqual(['dist/apps/inference/handler.cjs']);
  expect(outputs['dist/apps/inference/handler.cjs']!.bytes).toBeLessThanOrEqual(MAX_BYTES);
});

test('of packages it has Powertools alone, and of libraries those that serve', () => {
  const packages = new Set<string>();
  for (const path of inputs()) {
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
    'api',
    'forest',
    'logging',
    'schema',
    'serializer',
    'table',
    'text',
  ]);
});

test('error classes in it keep the names that logs show, although minifying shortens all others', async () => {
  const classes = (await ourSources()).flatMap((source) => [
    ...source.matchAll(/^export class (\w+) extends LambdaForestError \{\n(.*)\n/gm),
  ]);
  expect(classes.length).toBeGreaterThan(5);
  for (const [, name, firstLine] of classes) {
    expect(firstLine?.trim()).toBe(`static override readonly name = '${name}';`);
  }
});

test('nothing of ours asks for a language, whose data take 10 ms of a cold start to load', async () => {
  for (const source of await ourSources()) {
    expect(source).not.toMatch(/\bIntl\.|\.toLocale\w+\(|\.localeCompare\(/);
  }
});

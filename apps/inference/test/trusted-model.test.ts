/** That the decoder without its checks, as the bundle has it, reads the same models and still refuses other bytes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { decodeModel } from '@lambda-forest/serializer';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

import config from '../build/esbuild.config.cjs';
import { FLOWERS, HOUSES, MANY_CLASSES, PAINTS } from './models.ts';

const MODELS = { FLOWERS, PAINTS, HOUSES, MANY_CLASSES };

let folder: string;
let trusting: typeof decodeModel;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-trusted-'));
  const outfile = join(folder, 'serializer.mjs');
  await build({
    ...config,
    stdin: {
      contents: "export { decodeModel } from '@lambda-forest/serializer';",
      resolveDir: '.',
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    outfile,
  });
  const module = (await import(pathToFileURL(outfile).href)) as { decodeModel: typeof decodeModel };
  trusting = module.decodeModel;
});
afterAll(() => rm(folder, { recursive: true }));

test.each(Object.entries(MODELS))('%s is the same model', (_, bytes) => {
  expect(trusting(bytes)).toEqual(decodeModel(bytes));
});

test.each(Object.entries(MODELS))(
  '%s is refused if any byte is another, or missing',
  (_, bytes) => {
    const step = Math.max(1, Math.floor(bytes.length / 200));
    for (let at = 0; at < bytes.length; at += step) {
      const changed = Uint8Array.from(bytes);
      changed[at]! ^= 1;
      expect(() => trusting(changed), `byte ${at}`).toThrow(/^Found content with SHA-256/);
      expect(() => trusting(bytes.subarray(0, at)), `${at} bytes`).toThrow(
        /^Found content with SHA-256/,
      );
    }
  },
);

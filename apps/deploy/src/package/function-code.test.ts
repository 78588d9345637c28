import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { MAX_UNPACKED_BYTES } from '@lambda-forest/api';
import { Runtime } from 'aws-cdk-lib/aws-lambda';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { freshFolder, writePackage } from '../../test/fixture.ts';
import { readPackage } from './read-package.ts';
import { batchCode, imageCode, zipCode } from './function-code.ts';

const NODE_MAJOR = /\d+/.exec(Runtime.NODEJS_24_X.name)![0];
const isFile = (name: string) => !name.endsWith('/');

test('an image is built from the files of the zip', async () => {
  const folder = freshFolder();
  await imageCode(await readPackage(writePackage({ code: 'hello' })), folder);
  expect(readFileSync(join(folder, 'function/handler.mjs'), 'utf8')).toBe('hello');
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toContain('COPY function/');
});

test('the Dockerfile copies what is there to where Lambda looks, and the command names a module of it', async () => {
  const folder = freshFolder();
  const { manifest, zipPath } = await readPackage(writePackage());
  await imageCode({ manifest, zipPath }, folder);
  const lines = readFileSync(join(folder, 'Dockerfile'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const [from, ...copies] = lines;
  expect(from).toBe(`FROM public.ecr.aws/lambda/nodejs:${NODE_MAJOR}`);
  expect(copies.length).toBeGreaterThan(0);
  const copied = copies.flatMap((line) => {
    const [, source, target] = /^COPY (\S+\/) (\S+)$/.exec(line) ?? [];
    expect(target).toBe('${LAMBDA_TASK_ROOT}/'); // a folder's content, beside each other
    return readdirSync(join(folder, source!));
  });
  expect(copied).toEqual(
    expect.arrayContaining(Object.keys(unzipSync(readFileSync(zipPath))).filter(isFile)),
  );
  // The command is `file.export`, and Lambda's runtime looks for the file with one of these endings.
  const [file] = manifest.handler.split('.');
  expect(['.js', '.mjs', '.cjs'].filter((end) => copied.includes(`${file}${end}`))).toEqual([
    '.mjs',
  ]);
});

test('no file of a zip lands outside of the image', async () => {
  const { manifest } = await readPackage(writePackage());
  const zipPath = join(freshFolder(), 'function.zip');
  writeFileSync(zipPath, zipSync({ '../outside.mjs': strToU8('x') }));
  await expect(imageCode({ manifest, zipPath }, freshFolder())).rejects.toThrow(
    'Found the file "../outside.mjs" in function.zip',
  );
});

/** Zips whose directories say so many bytes for each file. The directory is what Lambda's limits are held against. */
function zipThatSays(...sizes: readonly number[]): string {
  return zipOf(
    sizes.map((_, i) => `part-${i}`),
    sizes,
  );
}

function zipOf(names: readonly string[], sizes: readonly number[]): string {
  const zip = zipSync(Object.fromEntries(names.map((name) => [name, new Uint8Array(10)])));
  const view = new DataView(zip.buffer);
  let entry = view.getUint32(zip.length - 22 + 16, true);
  for (const [i, size] of sizes.entries()) {
    view.setUint32(entry + 24, size, true);
    entry += 46 + names[i]!.length;
  }
  const zipPath = join(freshFolder(), 'function.zip');
  writeFileSync(zipPath, zip);
  return zipPath;
}

test('a zip that Lambda would refuse is refused before, with the way out', async () => {
  await expect(zipCode(zipThatSays(MAX_UNPACKED_BYTES.zip))).resolves.toBeDefined();
  await expect(zipCode(zipThatSays(MAX_UNPACKED_BYTES.zip, 1))).rejects.toThrow(
    'Found a package of 262,144,001 bytes unpacked, expected at most 262,144,000 for packaging "zip". ' +
      "Train a smaller forest (fewer trees, or more samples in a leaf), or write packaging: 'image' for the stage",
  );
});

test('a model that the functions for files cannot have, which are a zip though the service is an image', async () => {
  const zipPath = zipOf(['model.forest'], [MAX_UNPACKED_BYTES.zip + 1]);
  await expect(batchCode(zipPath, 'handler.js', freshFolder())).rejects.toThrow(
    'expected at most 262,144,000 for packaging "zip". Train a smaller forest (fewer trees, or more samples in a leaf), or leave batch out of the stage',
  );
});

test('an image that Lambda would refuse is refused before anything is written', async () => {
  const { manifest } = await readPackage(writePackage());
  const folder = freshFolder();
  const quarter = MAX_UNPACKED_BYTES.image / 4;
  const zipPath = zipThatSays(quarter, quarter, quarter, quarter, 1);
  await expect(imageCode({ manifest, zipPath }, folder)).rejects.toThrow(
    'Found a package of 10,737,418,241 bytes unpacked, expected at most 10,737,418,240 for packaging "image". Train',
  );
  expect(readdirSync(folder)).toEqual([]);
});

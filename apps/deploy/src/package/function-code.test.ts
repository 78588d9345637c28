import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { freshFolder, writePackage } from '../../test/fixture.ts';
import { readPackage } from './read-package.ts';
import { imageCode, MAX_UNPACKED_BYTES, zipCode } from './function-code.ts';

test('an image is built from the files of the zip', async () => {
  const folder = freshFolder();
  await imageCode(await readPackage(writePackage({ code: 'hello' })), folder);
  expect(readFileSync(join(folder, 'function/handler.mjs'), 'utf8')).toBe('hello');
  expect(readFileSync(join(folder, 'Dockerfile'), 'utf8')).toContain('COPY function/');
});

test('no file of a zip lands outside of the image', async () => {
  const { manifest } = await readPackage(writePackage());
  const zipPath = join(freshFolder(), 'function.zip');
  writeFileSync(zipPath, zipSync({ '../outside.mjs': strToU8('x') }));
  await expect(imageCode({ manifest, zipPath }, freshFolder())).rejects.toThrow(
    'Found the file "../outside.mjs" in function.zip',
  );
});

test('a zip that Lambda would refuse is refused before, with the way out', async () => {
  const zipPath = join(freshFolder(), 'function.zip');
  const zip = zipSync({ 'model.forest': new Uint8Array(1000) });
  // What the directory at the end says is unpacked: one byte more than Lambda takes.
  const directory = zip.length - 22 - 46 - 'model.forest'.length;
  new DataView(zip.buffer).setUint32(directory + 24, MAX_UNPACKED_BYTES + 1, true);
  writeFileSync(zipPath, zip);
  await expect(zipCode(zipPath)).rejects.toThrow(
    'Found a package of 262,144,001 bytes unpacked, expected at most 262,144,000. Write packaging: "image"',
  );
});

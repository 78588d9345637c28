import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { freshFolder, sha256, writePackage } from '../../test/fixture.ts';
import { PackageError } from '../errors.ts';
import { readPackage } from './read-package.ts';

test('a package is read with the path of its zip', async () => {
  const folder = writePackage({ name: 'wine', version: '2.1.0', model: 'trees' });
  const { manifest, zipPath } = await readPackage(folder);
  expect(manifest).toMatchObject({
    name: 'wine',
    version: '2.1.0',
    model: { sha256: sha256('trees') },
  });
  expect(sha256(readFileSync(zipPath))).toBe(manifest.zip.sha256);
});

test('a zip that is not the one of the manifest is refused', async () => {
  const folder = writePackage();
  writeFileSync(join(folder, 'function.zip'), 'something else');
  await expect(readPackage(folder)).rejects.toThrow(
    /Found a function\.zip with the SHA-256 \w{12}, expected \w{12}/,
  );
});

test.each(['manifest.json', 'function.zip'])('without %s there is no package', async (file) => {
  const folder = writePackage();
  rmSync(join(folder, file));
  await expect(readPackage(folder)).rejects.toThrow(
    /^Found no file .+, expected the package\. Make it with "npx lambda-forest package --model=NAME"\.$/,
  );
});

test('the remedy names the model that was asked for', async () => {
  await expect(readPackage(freshFolder(), 'wine@2.0.0')).rejects.toThrow(
    'Make it with "npx lambda-forest package --model=wine@2.0.0".',
  );
});

test.each(['', '{', '[]', '{"name":"iris"}', '{"name":"../iris"}'])(
  'the manifest %j is refused in one line',
  async (text) => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'manifest.json'), text);
    const reading = readPackage(folder);
    await expect(reading).rejects.toThrow(PackageError);
    await expect(reading).rejects.toThrow(/^[^\n]+$/);
  },
);

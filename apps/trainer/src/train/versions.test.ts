import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { choosePlace, planPlace } from './versions.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-versions-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As a training writes it: the model's bytes depend on its version. */
const encode = (content: string) => (version: string) => ({
  bytes: Buffer.from(`${content} ${version}`),
});
const INPUTS = (content: string) => `inputs of ${content}`;

async function write(version: string, content: string): Promise<void> {
  const place = join(folder, version);
  await mkdir(place, { recursive: true });
  await writeFile(join(place, 'model.forest'), encode(content)(version).bytes);
  const metadata = JSON.stringify({ inputs_sha256: INPUTS(content) });
  await writeFile(join(place, 'metadata.json'), metadata);
}

const choose = async (content: string, version?: string, force = false) => {
  const { place, encoded } = await choosePlace(
    { kind: 'versions', folder, version },
    INPUTS(content),
    force,
    encode(content),
  );
  expect(encoded).toEqual(encode(content)(place.version));
  return [place.version, place.replaces];
};
const plan = async (content: string, version?: string) => {
  const place = await planPlace({ kind: 'versions', folder, version }, INPUTS(content));
  return place?.folder.slice(folder.length + 1);
};

test('the first model is 1.0.0, another one the next, and an equal one what it was', async () => {
  expect([await plan('a'), await choose('a')]).toEqual(['1.0.0', ['1.0.0', false]]);
  await write('1.0.0', 'a');
  await mkdir(join(folder, '1.0.1')); // without a model, as a killed training leaves it
  expect([await plan('a'), await choose('a')]).toEqual(['1.0.0', ['1.0.0', false]]);
  expect([await plan('b'), await choose('b')]).toEqual(['1.0.1', ['1.0.1', false]]);
  await write('1.0.1', 'b');
  expect([await plan('a'), await choose('a')]).toEqual(['1.0.0', ['1.0.0', false]]);
  expect(await choose('c')).toEqual(['1.0.2', false]);
});

test('a version that is asked for is taken, refused or replaced', async () => {
  await write('2.0.0', 'a');
  expect([await plan('b', '3'), await choose('b', '3')]).toEqual(['3', ['3', false]]);
  expect([await plan('a', '2.0.0'), await choose('a', '2.0.0')]).toEqual([
    '2.0.0',
    ['2.0.0', false],
  ]);
  expect(await plan('b', '2.0.0')).toBeUndefined();
  await expect(choose('b', '2.0.0')).rejects.toThrow(
    'Found another model at --model-version=2.0.0, expected none, or the same; nothing was written. Leave --model-version out for the next free one, 2.0.1, or replace the other model with --force.',
  );
  expect(await choose('b', '2.0.0', true)).toEqual(['2.0.0', true]);
});

test('the same inputs that gave another model, by other code, make a new version', async () => {
  await write('1.0.0', 'a');
  await writeFile(join(folder, '1.0.0', 'model.forest'), 'by other code');
  expect([await plan('a'), await choose('a')]).toEqual(['1.0.0', ['1.0.1', false]]);
  const target = { kind: 'versions', folder, version: undefined } as const;
  const { place } = await choosePlace(target, INPUTS('a'), false, encode('a'));
  expect(place.outdated).toEqual([join(folder, '1.0.0')]);
});

test('a model is encoded once, whether another one is in its place or not', async () => {
  await write('1.0.0', 'b');
  const targets = [
    { kind: 'folder', folder: join(folder, '1.0.0'), version: '1.0.0' },
    { kind: 'folder', folder: join(folder, 'none'), version: '1.0.0' },
    { kind: 'versions', folder, version: '1.0.0' },
    { kind: 'versions', folder, version: '3.0.0' },
    { kind: 'versions', folder, version: undefined },
  ] as const;
  for (const target of targets) {
    const versions: string[] = [];
    const { place } = await choosePlace(target, INPUTS('a'), true, (version) => {
      versions.push(version);
      return encode('a')(version);
    });
    expect(versions).toEqual([...new Set(versions)]);
    expect(versions.at(-1)).toBe(place.version);
  }
});

import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  LatestVersionError,
  parseModelReference,
  UnknownModelError,
  UnknownModelPathError,
} from '@lambda-forest/artifacts';
import { ModelCorruptedError, ModelNotFoundError } from '@lambda-forest/serializer';
import { withHeader } from '@lambda-forest/serializer/testing';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { BuildNotFoundError, MetadataError } from '../../program/errors.ts';
import { makeZip } from '../../program/package/make-zip.ts';
import { packageModel } from '../../program/package/package-command.ts';
import { FLOWERS, PAINTS } from '../models.ts';

vi.mock(import('../../program/package/make-zip.ts'), { spy: true });

let root: string;
let places: { artifacts: string; build: string; packages: string };

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lambda-forest-package-'));
  places = {
    artifacts: join(root, 'artifacts'),
    build: join(root, 'build'),
    packages: join(root, 'packages'),
  };
  await mkdir(places.build);
  await writeFile(join(places.build, 'handler.cjs'), 'export const handler = 1;');
  await writeFile(join(places.build, 'chunk-A.cjs'), 'export {};');
  await writeFile(join(places.build, 'handler.cjs.map'), '{}');
  await writeFile(join(places.build, 'meta.json'), '{}');
  await train('flowers', '1.2.3', FLOWERS);
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function train(name: string, version: string, model: Uint8Array, at = 1): Promise<void> {
  const folder = join(places.artifacts, name, version);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'model.forest'), model);
  const metadata = { name, version, created_at: `2026-11-0${at}T00:00:00.000Z`, seed: 42 };
  await writeFile(join(folder, 'metadata.json'), JSON.stringify(metadata));
  await writeFile(join(places.artifacts, name, 'latest.json'), JSON.stringify({ version }));
}

async function zipOf(folder: string): Promise<Buffer> {
  return readFile(join(folder, 'function.zip'));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('a package holds the code, the model with its metadata, the contract, and nothing else', async () => {
  const { folder } = await packageModel(parseModelReference('flowers'), places);
  const files = unzipSync(await zipOf(folder));
  expect(Object.keys(files)).toEqual([
    'chunk-A.js',
    'handler.js',
    'metadata.json',
    'model.forest',
    'openapi.json',
  ]);
  expect(Buffer.from(files['model.forest']!).equals(FLOWERS)).toBe(true);
  expect(JSON.parse(new TextDecoder().decode(files['openapi.json']))).toMatchObject({
    info: { title: 'flowers: species by classification', version: '1.2.3' },
  });
});

test('the manifest says what is in it', async () => {
  const { folder, manifest } = await packageModel(parseModelReference('flowers'), places);
  const zip = await zipOf(folder);
  expect(manifest).toMatchObject({
    name: 'flowers',
    version: '1.2.3',
    model: { sha256: sha256(FLOWERS), bytes: FLOWERS.length },
    zip: { sha256: sha256(zip), bytes: zip.length },
    handler: 'handler.handler',
  });
  const [file] = manifest.handler.split('.');
  expect(Object.keys(unzipSync(zip))).toContain(`${file}.js`);
  expect(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))).toEqual(manifest);
});

test('the same input gives the same bytes, in whatever time zone, order and place', async () => {
  const first = (await packageModel(parseModelReference('flowers'), places)).manifest.zip;
  const zone = process.env['TZ'];
  process.env['TZ'] = 'Asia/Tokyo';
  try {
    await cp(places.build, join(root, 'elsewhere'), { recursive: true });
    await train('flowers', '1.2.3', FLOWERS, 2); // trained again, a day later
    const again = { ...places, build: join(root, 'elsewhere') };
    expect((await packageModel(parseModelReference('flowers@1.2.3'), again)).manifest.zip).toEqual(
      first,
    );
  } finally {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  }
});

test('the same package once more leaves the folder as it is, another one or a damaged one replaces it', async () => {
  const pack = async () => {
    const { folder } = await packageModel(parseModelReference('flowers'), places);
    return { folder, number: (await stat(folder)).ino };
  };
  const { folder, number } = await pack();
  expect((await pack()).number).toBe(number);
  const zip = await zipOf(folder);
  await writeFile(join(folder, 'function.zip'), zip.subarray(1));
  expect((await pack()).number).not.toBe(number);
  expect(await zipOf(folder)).toEqual(zip);
  await writeFile(join(folder, 'other'), '');
  await pack();
  expect((await readdir(folder)).sort()).toEqual(['function.zip', 'manifest.json']);
});

test('a model is packed by its latest version unless one is named', async () => {
  await train('flowers', '2.0.0', PAINTS);
  const sha = async (reference: string) =>
    (await packageModel(parseModelReference(reference), places)).manifest.model.sha256;
  expect(await sha('flowers')).toBe(sha256(PAINTS));
  expect(await sha('flowers@1.2.3')).toBe(sha256(FLOWERS));
});

describe('refused with one line, and the package that was there stays', () => {
  let before: Buffer;
  beforeEach(async () => {
    before = await zipOf((await packageModel(parseModelReference('flowers'), places)).folder);
  });
  afterEach(async () => {
    expect(await zipOf(join(places.packages, 'flowers'))).toEqual(before);
    expect(await readdir(places.packages)).toEqual(['flowers']);
  });

  test.each([
    ['a missing model', 'roses', UnknownModelError],
    ['a missing version', 'flowers@9', UnknownModelError],
    ['a path that leads nowhere', './nowhere/flowers', UnknownModelPathError],
  ])('%s', async (_, reference, kind) => {
    const packaging = packageModel(parseModelReference(reference), places);
    await expect(packaging).rejects.toThrow(kind);
    await expect(packaging).rejects.toThrow(/^[^\n]+$/);
  });

  test('a damaged model', async () => {
    await train('flowers', '1.2.3', FLOWERS.slice(0, -1));
    await expect(packageModel(parseModelReference('flowers'), places)).rejects.toThrow(
      ModelCorruptedError,
    );
  });

  test.each(['../../flowers', '..', '\u001b[31m', 'a/b'])(
    'a model that was forged to be called %j, which would replace that folder',
    async (name) => {
      const forged = withHeader(FLOWERS, (header) =>
        header.replace('"name":"flowers","options"', `"name":${JSON.stringify(name)},"options"`),
      );
      expect(Buffer.from(forged).equals(FLOWERS)).toBe(false);
      await train('flowers', '1.2.3', forged);
      const packing = packageModel(parseModelReference('flowers'), places);
      await expect(packing).rejects.toThrow(ModelCorruptedError);
      await expect(packing).rejects.toThrow("the model's name or version");
    },
  );

  test('a damaged pointer to the latest version', async () => {
    await writeFile(join(places.artifacts, 'flowers', 'latest.json'), '{');
    await expect(packageModel(parseModelReference('flowers'), places)).rejects.toThrow(
      LatestVersionError,
    );
  });

  test('missing metadata', async () => {
    await rm(join(places.artifacts, 'flowers', '1.2.3', 'metadata.json'));
    await expect(packageModel(parseModelReference('flowers'), places)).rejects.toThrow(
      ModelNotFoundError,
    );
  });

  test.each(['{', '[]', '{"data":5}'])('invalid metadata: %s', async (text) => {
    await writeFile(join(places.artifacts, 'flowers', '1.2.3', 'metadata.json'), text);
    await expect(packageModel(parseModelReference('flowers'), places)).rejects.toThrow(
      MetadataError,
    );
  });

  test.each([
    ['no build', 'none'],
    ['a build without its entry', 'packages'],
  ])('%s', async (_, build) => {
    const packaging = packageModel(parseModelReference('flowers'), {
      ...places,
      build: join(root, build),
    });
    await expect(packaging).rejects.toThrow(BuildNotFoundError);
  });
});

test('a package over the limit of a zip is written for an image', async () => {
  await writeFile(join(places.build, 'chunk-B.cjs'), Buffer.alloc(262_144_001));
  await expect(packageModel(parseModelReference('flowers'), places)).rejects.toThrow(
    '--packaging=image',
  );
  const zip = new Uint8Array(22); // instead of ten seconds of compression
  vi.mocked(makeZip).mockReturnValueOnce(zip);
  const { folder, manifest } = await packageModel(parseModelReference('flowers'), {
    ...places,
    packaging: 'image',
  });
  expect(manifest.unpackedBytes).toBeGreaterThan(262_144_000);
  expect(manifest.exampleBytes).toBe('{"features":{"width":2,"height":5}}'.length);
  expect(sha256(await zipOf(folder))).toBe(sha256(zip));
});

test('a package that fits both ways has the same bytes for either', async () => {
  const asZip = await zipOf((await packageModel(parseModelReference('flowers'), places)).folder);
  const { folder } = await packageModel(parseModelReference('flowers'), {
    ...places,
    packaging: 'image',
  });
  expect(await zipOf(folder)).toEqual(asZip);
});

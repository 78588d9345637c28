/** That the built bundle refuses model files that somebody changed on purpose, with their hash made right. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { decodeModel } from '@lambda-forest/serializer';
import { reseal, withHeader } from '@lambda-forest/serializer/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { buildBundle } from './build-bundle.ts';
import { FLOWERS, HOUSES, MANY_CLASSES, PAINTS, PRINTS } from './models.ts';

const FILES = 120;
const TIMEOUT_MS = 50_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-hostile-'));
  await buildBundle(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const model = fc.constantFrom(FLOWERS, PAINTS, HOUSES, PRINTS, MANY_CLASSES);

/** Bytes behind the header: tables, rows and nodes. */
const withOtherSections = fc
  .tuple(
    model,
    fc.array(fc.tuple(fc.double({ min: 0, max: 0.999 }), fc.nat(255)), { minLength: 1 }),
  )
  .map(([bytes, edits]) => {
    const edited = Uint8Array.from(bytes);
    const start = 20 + new DataView(edited.buffer).getUint32(16, true);
    const length = edited.length - 32 - start;
    for (const [place, byte] of edits) edited[start + Math.floor(place * length)] = byte;
    return reseal(edited);
  });

/** A number of the header that is another one: counts, sizes, statistics. */
const withOtherNumber = fc
  .tuple(model, fc.nat(), fc.oneof(fc.nat(70), fc.constantFrom(-1, 1.5, 1e9, 2 ** 32, 1e308)))
  .map(([bytes, which, number]) =>
    withHeader(bytes, (header) => {
      const numbers = [...header.matchAll(/(?<=[:[,])\d+(?=[,}\]])/g)];
      const { 0: old, index } = numbers[which % numbers.length]!;
      return header.slice(0, index) + String(number) + header.slice(index + old.length);
    }),
  );

test(`of ${FILES} of them, exactly those are served that the decoder accepts, and none hangs`, async () => {
  const files = fc.sample(fc.oneof(withOtherSections, withOtherNumber), FILES);
  await Promise.all(files.map((bytes, k) => writeFile(join(folder, `${k}.forest`), bytes)));

  const program = new URL('fixtures/start-with-models.mjs', import.meta.url).pathname;
  const { status, signal, stderr } = spawnSync(process.execPath, [program, folder, `${FILES}`], {
    env: { PATH: process.env['PATH'], POWERTOOLS_METRICS_DISABLED: 'true' },
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  expect({ status, signal }).toEqual({ status: 0, signal: null });

  const served = JSON.parse(await readFile(join(folder, 'served.json'), 'utf8')) as boolean[];
  expect(served).toEqual(files.map(isAccepted));
  expect(served.filter((each) => !each).length).toBeGreaterThan(FILES / 2);
  expect(stderr).toContain('"code":"MODEL_CORRUPTED"');
  expect(stderr).toContain('"name":"ModelCorruptedError"');
});

function isAccepted(bytes: Uint8Array): boolean {
  try {
    decodeModel(bytes);
    return true;
  } catch {
    return false;
  }
}

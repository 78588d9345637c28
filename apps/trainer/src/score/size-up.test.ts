import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { modelSha256 } from '@lambda-forest/serializer';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { loadModel } from '../models/load-model.ts';
import { FolderInput } from '../pieces/folder-input.ts';
import { sizeUp } from './size-up.ts';

const MODEL = fileURLToPath(
  new URL('../../../../libs/serializer/golden/v1/regression.forest', import.meta.url),
);
const ROW = `${'1,'.repeat(2)}${'note '.repeat(20)}\n`;
const ROWS = 120_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-size-'));
  const text = `rooms,age,note\n${ROW.repeat(ROWS)}`;
  await writeFile(join(folder, 'a.csv'), text);
  await writeFile(join(folder, 'b.csv.gz'), gzipSync(text, { level: 0 })); // packed, and as large
  await writeFile(join(folder, 'empty.csv'), '');
});
afterAll(() => rm(folder, { recursive: true }));

test('rows and bytes of a run are known from the start of its first file, packed or not', async () => {
  const model = await loadModel({ path: MODEL }, undefined);
  const { name, version } = model.provenance;
  const spec = {
    model: { name, version, sha256: modelSha256(model.bytes) },
    options: { answers: { format: 'csv', probabilities: false }, choice: {} },
    input: folder,
    pieceBytes: 2 ** 22,
  } as const;
  for (const [file, pieces] of [
    ['a.csv', 4 + 1],
    ['b.csv.gz', 1 + 1],
  ] as const) {
    const size = await sizeUp(spec, model, new FolderInput(folder, [file, 'empty.csv']));
    expect(size).toMatchObject({ files: 2, emptyFiles: 1, pieces });
    expect(size.estimate!.rows / ROWS).toBeCloseTo(1, 1);
    expect(size.estimate!.bytes).toBe(size.bytes);
    expect(size.sample!.bytes).toBeLessThanOrEqual(8_000_000);
    expect(size.estimate!.answerBytes / size.estimate!.rows).toBeGreaterThan(2);
    expect(size.estimate!.coreSeconds).toBeGreaterThan(0);
  }
});

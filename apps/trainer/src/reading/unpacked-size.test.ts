import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { unpackedSize } from './unpacked-size.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-unpacked-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function sizeOf(bytes: Uint8Array): Promise<number> {
  const path = join(folder, 'table');
  await writeFile(path, bytes);
  return unpackedSize(path, bytes.length);
}

// Each takes another number of bytes in a Zstandard header.
test.each([0, 1, 200, 255, 256, 300, 65_791, 65_792, 70_000, 300_000])(
  '%i bytes of one kind are known to be so many, packed by gzip or Zstandard',
  async (length) => {
    const text = Buffer.alloc(length, 'a,b\n');
    const gzip = gzipSync(text);
    expect(await sizeOf(gzip)).toBe(Math.max(length, gzip.length));
    const zstd = zstdCompressSync(text, { pledgedSrcSize: length });
    expect(await sizeOf(zstd)).toBe(Math.max(length, zstd.length));
  },
);

test('a file that is not packed has its own size', async () => {
  expect(await sizeOf(Buffer.from('a,b\n1,2\n'))).toBe(8);
  expect(await sizeOf(Buffer.from('a'))).toBe(1);
  expect(await sizeOf(Buffer.alloc(0))).toBe(0);
});

test('a Zstandard file whose header leaves the size out has its own', async () => {
  const packed = zstdCompressSync(Buffer.alloc(100_000, 'a'), {
    params: { [constants.ZSTD_c_contentSizeFlag]: 0 },
  });
  expect(await sizeOf(packed)).toBe(packed.length);
});

test('a gzip file that is cut off does not pass for a giant', async () => {
  const cut = Buffer.concat([gzipSync('a,b\n1,2\n').subarray(0, 12), Buffer.alloc(4, 0xff)]);
  expect(await sizeOf(cut)).toBe(cut.length);
});

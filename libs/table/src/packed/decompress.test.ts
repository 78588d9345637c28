import { constants, gzipSync, zstdCompressSync } from 'node:zlib';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { decompressed } from './decompress.ts';

async function unpack(packed: Buffer, piece: number): Promise<string> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < packed.length; at += piece) {
      yield await Promise.resolve(packed.subarray(at, at + piece));
    }
  }
  const { chunks, isCompressed } = await decompressed(pieces(), () => undefined);
  expect(isCompressed).toBe(true);
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
}

/** A frame that holds no data. */
function skippable(bytes: Uint8Array, kind: number): Buffer {
  const frame = Buffer.alloc(8 + bytes.length);
  frame.writeUInt32LE(0x184d2a50 + kind);
  frame.writeUInt32LE(bytes.length, 4);
  frame.set(bytes, 8);
  return frame;
}

const content = fc.string({ maxLength: 300 });
const packedFrame = fc
  .record({ text: content, checksum: fc.boolean(), copies: fc.constantFrom(1, 1, 3_000) })
  .map(({ text, checksum, copies }) => {
    const all = text.repeat(copies);
    const params = { [constants.ZSTD_c_checksumFlag]: Number(checksum) };
    return { text: all, bytes: zstdCompressSync(all, { params }) };
  });
const emptyFrame = fc
  .record({ bytes: fc.uint8Array({ maxLength: 40 }), kind: fc.nat(15) })
  .map(({ bytes, kind }) => ({ text: '', bytes: skippable(bytes, kind) }));
const frames = fc.array(fc.oneof(packedFrame, emptyFrame), { minLength: 1, maxLength: 5 });

test('every frame of Zstandard is read, in pieces of any size, and a file that is cut off is refused', async () => {
  await fc.assert(
    fc.asyncProperty(frames, fc.integer({ min: 1, max: 5_000 }), async (all, piece) => {
      const packed = Buffer.concat(all.map(({ bytes }) => bytes));
      const text = all.map(({ text }) => text).join('');
      expect(await unpack(packed, piece)).toBe(text);
      if (all.at(-1)!.text !== '') {
        await expect(unpack(packed.subarray(0, -2), piece)).rejects.toThrow();
      }
    }),
    { numRuns: 60 },
  );
});

const member = fc
  .record({
    text: content,
    copies: fc.constantFrom(1, 1, 3_000),
    zeros: fc.constantFrom(0, 0, 1, 9, 512, 9_000),
  })
  .map(({ text, copies, zeros }) => {
    const all = text.repeat(copies);
    return { text: all, zeros, bytes: Buffer.concat([gzipSync(all), Buffer.alloc(zeros)]) };
  });
const members = fc.array(member, { minLength: 1, maxLength: 5 });

test('every member of gzip is read, also behind zeros, and what is none is refused', async () => {
  await fc.assert(
    fc.asyncProperty(members, fc.integer({ min: 1, max: 5_000 }), async (all, piece) => {
      const packed = Buffer.concat(all.map(({ bytes }) => bytes));
      expect(await unpack(packed, piece)).toBe(all.map(({ text }) => text).join(''));
      await expect(unpack(Buffer.concat([packed, Buffer.from('x,y')]), piece)).rejects.toThrow();
      const cut = packed.subarray(0, packed.length - all.at(-1)!.zeros - 1);
      await expect(unpack(cut, piece)).rejects.toThrow();
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['plain', (bytes: Buffer) => bytes],
  ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ['Zstandard', (bytes: Buffer) => zstdCompressSync(bytes)],
])('of %s that is not read to its end the source is closed', async (_, pack) => {
  const packed = pack(Buffer.alloc(1_000_000, 'a,b\n'));
  let isClosed = false;
  async function* endless() {
    try {
      for (;;) yield await Promise.resolve(packed);
    } finally {
      isClosed = true;
    }
  }
  const { chunks } = await decompressed(endless());
  for await (const chunk of chunks) if (chunk.length > 0) break;
  await expect.poll(() => isClosed).toBe(true);
});

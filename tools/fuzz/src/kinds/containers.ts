import { constants, gzipSync, zstdCompressSync } from 'node:zlib';

import { decompressed } from '@lambda-forest/table';

import type { FuzzKind } from '../campaign.ts';
import { mutate } from '../mutate.ts';
import { requireOneLine } from '../one-line.ts';
import type { Random } from '../random.ts';
import { validTables } from './valid-tables.ts';

/** No module may import an app: it is loaded as a file. */
const UNREADABLE = new URL('../../../../apps/trainer/src/reading/unreadable.ts', import.meta.url);

interface Naming {
  readonly unreadable: (path: string, error: unknown) => unknown;
}

/** Frames that hold no data, with 3 bytes and with none. */
const SKIPPABLE = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3, 0x5f, 0x2a, 0x4d, 0x18, 0, 0, 0, 0];
const CHECKED = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
/** A change may make a file unpack to more than was packed, but not to more than its bytes can say. */
const MAX_UNPACKED = 2 ** 28;

/** Broken gzip and Zstandard files, of one part or more, that come in pieces of any length. */
export async function containers(): Promise<FuzzKind> {
  const { unreadable } = (await import(UNREADABLE.href)) as Naming;
  const valid = validTables().slice(0, 6).flatMap(packed);
  return {
    async tryOne(random) {
      const { name, bytes, content } = random.pick(valid);
      const isWhole = random.below(8) === 0;
      const pieces = cut(isWhole ? bytes : mutate(bytes, random), random);
      const unpacked: Uint8Array[] = [];
      let length = 0;
      try {
        const { chunks } = await decompressed(pieces, () => undefined);
        for await (const chunk of chunks) {
          length += unpacked.push(chunk) && chunk.length;
          if (length > MAX_UNPACKED) throw new Error(`${length} bytes unpacked`);
        }
      } catch (error) {
        const told = unreadable('table', error);
        if (!(told instanceof Error) || told === error || isWhole) throw error;
        requireOneLine(told.message);
        return `${name} refused`;
      }
      const isSame = Buffer.concat(unpacked).equals(content);
      if (isWhole && !isSame) throw new Error(`${length} bytes unpacked of ${content.length}`);
      return `${name} ${isSame ? 'read' : 'read as something else'}`;
    },
  };
}

function packed(table: Uint8Array): { name: string; bytes: Uint8Array; content: Uint8Array }[] {
  const half = table.length >> 1;
  const halves = [table.subarray(0, half), table.subarray(half)];
  const zstd = (part: Uint8Array) => zstdCompressSync(part, CHECKED);
  const frames = halves.map((part) => zstdCompressSync(part));
  const files: [string, Uint8Array[]][] = [
    ['gzip', [gzipSync(table)]],
    ['gzip', halves.map((part) => gzipSync(part))],
    ['zstd', [zstd(table)]],
    ['zstd', frames],
    ['zstd', [Uint8Array.from(SKIPPABLE), frames[0]!, Uint8Array.from(SKIPPABLE), frames[1]!]],
  ];
  return files.map(([name, parts]) => ({
    name,
    bytes: new Uint8Array(Buffer.concat(parts)), // a Buffer's slices are no copies
    content: table,
  }));
}

async function* cut(bytes: Uint8Array, random: Random): AsyncGenerator<Uint8Array> {
  const most = random.pick([1, 7, 64, 1_000, bytes.length]);
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + random.below(Math.max(1, most));
    yield await Promise.resolve(bytes.subarray(start, end));
    start = end;
  }
}

import { Buffer } from 'node:buffer';
import { pipeline, Readable } from 'node:stream';
import { createZstdDecompress } from 'node:zlib';

import { PackedFileError } from '../errors.ts';
import { cutAtFrames } from './cut-at-frames.ts';
import { gunzipMembers } from './gunzip-members.ts';

/** Bytes that are not compressed any more. */
export interface OpenedBytes {
  /** The first of them: at least 12, unless there are no more. */
  readonly start: Uint8Array;
  /** All of them, `start` included. */
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly isCompressed: boolean;
}

const MAGIC_BYTES = 12;
const GZIP = [0x1f, 0x8b];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd];
/** Of a frame of Zstandard that holds no data, behind one of 16 first bytes. */
const SKIPPABLE = [0x2a, 0x4d, 0x18];
const PARQUET = [0x50, 0x41, 0x52, 0x31]; // PAR1
/** Soon behind it: the type of the first field of a page's header, or the length of an encrypted one has a NUL. */
const BEHIND_PARQUET = [0x15, 0];

/** Whether these are the first bytes of what gzip or Zstandard packed. */
export function isPacked(start: Uint8Array): boolean {
  return startsWith(start, GZIP) || isZstandard(start);
}

/** A text may begin so too, with the name of a column, but does not go on as Parquet. */
export function isParquet(start: Uint8Array): boolean {
  const rest = start.subarray(PARQUET.length, MAGIC_BYTES);
  const isBinary = rest.length === 0 || BEHIND_PARQUET.some((byte) => rest.includes(byte));
  return startsWith(start, PARQUET) && isBinary;
}

/**
 * Unpacks what is packed by gzip or Zstandard, as its first bytes say; the name does not count.
 *
 * @param onBytes called with every piece as it is read, compressed or not. Default nothing is
 */
export async function decompressed(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (bytes: Uint8Array) => void = () => undefined,
): Promise<OpenedBytes> {
  const packed = await peek(reportBytes(bytes, onBytes), MAGIC_BYTES);
  if (!isPacked(packed.start)) return { ...packed, isCompressed: false };
  const unpack = startsWith(packed.start, GZIP) ? gunzipMembers : unzstdFrames;
  return { ...(await peek(unpack(packed.chunks), MAGIC_BYTES)), isCompressed: true };
}

/** What to tell of an error that unpacking ended with; undefined for any other. @param source what messages call the file */
export function unpackingError(source: string, error: unknown): PackedFileError | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const isFault = /^(Z_|ZSTD_|ERR_ZSTD|ERR__?ZLIB)/.test(code);
  return isFault ? new PackedFileError(source, code, error) : undefined;
}

function unzstdFrames(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const unpack = createZstdDecompress();
  // A failure of either end reaches whoever reads `unpack`.
  pipeline(Readable.from(cutAtFrames(chunks), { objectMode: false }), unpack, () => undefined);
  return unpack;
}

function isZstandard(start: Uint8Array): boolean {
  const isSkippable = start[0]! >> 4 === 5 && startsWith(start.subarray(1), SKIPPABLE);
  return isSkippable || startsWith(start, ZSTD);
}

async function* reportBytes(
  bytes: AsyncIterable<Uint8Array>,
  onBytes: (bytes: Uint8Array) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of bytes) {
    onBytes(chunk);
    yield chunk;
  }
}

/**
 * Reads ahead.
 *
 * @returns the first bytes, at least `least` unless there are no more, and all of them
 */
async function peek(
  bytes: AsyncIterable<Uint8Array>,
  least: number,
): Promise<{ start: Uint8Array; isWhole: boolean; chunks: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const ahead: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  while (length < least) {
    const next = await iterator.next();
    isWhole = next.done === true;
    if (next.done === true) break;
    ahead.push(next.value);
    length += next.value.length;
  }
  const start = ahead.length === 1 ? ahead[0]! : Buffer.concat(ahead);
  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      if (start.length > 0) yield start;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        yield next.value;
      }
    } finally {
      await iterator.return?.(); // whoever has read enough closes the file
    }
  }
  return { start, isWhole, chunks: chunks() };
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

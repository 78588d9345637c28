/**
 * The outer part of a model file, which says nothing about models: magic, version, length, header text,
 * sections, hash. `seal` writes it, `open` checks it; what `open` returns was not damaged by accident, and
 * may still have been made on purpose.
 */
import { createHash } from 'node:crypto';

import { alignSection } from './bits.ts';
import { InvalidModelError, ModelVersionError } from './errors.ts';
import { refuse, refuseIf } from './refuse.ts';
import { modelSha256, SHA256_BYTES, toHex } from './sha256.ts';

/** The newest format version. */
const MODEL_FORMAT_VERSION = 4;

/** The versions that there are; no file has the number 2. */
export const VERSIONS: readonly number[] = [1, 3, MODEL_FORMAT_VERSION];

/** In hexadecimal: the letters LFM among bytes that break if a file is handled as text. */
const MAGIC = '894c464d0d0a1a0a';
const MAGIC_BYTES = MAGIC.length / 2;
const VERSION_OFFSET = 8;
const LENGTH_OFFSET = 12;
const HEADER_LENGTH_OFFSET = 16;
const HEADER_OFFSET = 20;

/** 256 MiB: above what a Lambda package may hold, and few enough bits for small integers to count. */
const MAX_FILE_BYTES = 2 ** 28;

export interface OpenedFile {
  /** Of the whole file, in hexadecimal. */
  readonly sha256: string;
  /** Of the format: one of VERSIONS. */
  readonly version: number;
  /** The header's text, exactly as in the file. */
  readonly header: string;
  /** The whole file. */
  readonly view: DataView;
  /** Where the sections start and end (exclusive, the hash follows). Multiples of 8. */
  readonly start: number;
  readonly end: number;
}

/**
 * @param version of the format
 * @param sections written in order, each starting at a multiple of 8
 * @throws {InvalidModelError} if the file would be larger than 256 MiB
 */
export function seal(version: number, header: string, sections: readonly Uint8Array[]): Uint8Array {
  const text = new TextEncoder().encode(header);
  const parts = [text, ...sections];
  let end = HEADER_OFFSET;
  const offsets = parts.map((part) => {
    const offset = end;
    end = alignSection(offset + part.length);
    return offset;
  });
  const length = end + SHA256_BYTES;
  if (length > MAX_FILE_BYTES) {
    throw new InvalidModelError(
      `Found a model of ${length} bytes, expected at most ${MAX_FILE_BYTES}.`,
    );
  }
  const bytes = new Uint8Array(length);
  bytes.set(Buffer.from(MAGIC, 'hex'));
  const view = new DataView(bytes.buffer);
  view.setUint32(VERSION_OFFSET, version, true);
  view.setUint32(LENGTH_OFFSET, length, true);
  view.setUint32(HEADER_LENGTH_OFFSET, text.length, true);
  parts.forEach((part, index) => {
    bytes.set(part, offsets[index]);
  });
  bytes.set(Buffer.from(modelSha256(bytes.subarray(0, end)), 'hex'), end);
  return bytes;
}

/**
 * @param expected the whole file's SHA-256, if anybody said so
 * @throws {ModelCorruptedError} for other bytes, bytes that are not a model file, or a damaged one
 * @throws {ModelVersionError} for an undamaged file of a newer version
 */
export function open(bytes: Uint8Array, expected?: string): OpenedFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = bytes.subarray(-SHA256_BYTES);
  const content = createHash('sha256').update(bytes.subarray(0, -SHA256_BYTES));
  const hash = content.copy().digest('hex');
  const sha256 = content.update(tail).digest('hex');
  expected ??= sha256;
  refuseIf(sha256 !== expected, `a model file with SHA-256 ${sha256}`, expected);
  checkMagic(bytes);
  checkLength(view);
  const said = toHex(tail);
  refuseIf(hash !== said, `content with SHA-256 ${hash}`, `${said} as the file says`);
  const end = bytes.length - SHA256_BYTES;
  const version = view.getUint32(VERSION_OFFSET, true);
  if (version > MODEL_FORMAT_VERSION) throw new ModelVersionError(version, MODEL_FORMAT_VERSION);
  refuseIf(!VERSIONS.includes(version), `format version ${version}`, VERSIONS.join(', '));
  const headerEnd = HEADER_OFFSET + view.getUint32(HEADER_LENGTH_OFFSET, true);
  const start = alignSection(headerEnd);
  refuseIf(start > end, `a header that ends at byte ${headerEnd}`, `at most ${end}`);
  checkZeros(view, headerEnd, start);
  const header = decodeText(bytes.subarray(HEADER_OFFSET, headerEnd));
  return { sha256, version, header, view, start, end };
}

/** Bytes between the parts of a file are 0, so that a model has one encoding. */
export function checkZeros(view: DataView, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    const found = view.getUint8(at);
    refuseIf(found !== 0, `padding ${found} at byte ${at}`, '0');
  }
}

function checkMagic(bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, MAGIC_BYTES));
  const found = toHex(start);
  if (found === MAGIC) return;
  if (bytes.length < MAGIC_BYTES) {
    refuse(`${bytes.length} bytes, which is no model file`, `${MAGIC} and more`);
  }
  const what = start.includes('LFM') ? 'changed as if it were text' : 'which is no model file';
  refuse(`a file that starts with ${found}, ${what}`, MAGIC);
}

function checkLength(view: DataView): void {
  const found = view.byteLength;
  const require = (isMet: boolean, expected: string) =>
    refuseIf(!isMet, `${found} bytes`, expected);
  const least = alignSection(HEADER_OFFSET) + SHA256_BYTES;
  require(found >= least, `at least ${least}`);
  const said = view.getUint32(LENGTH_OFFSET, true);
  require(found === said, `${said} as the file says`);
  require(found <= MAX_FILE_BYTES && found % 8 === 0, `a multiple of 8 up to ${MAX_FILE_BYTES}`);
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    return refuse('a header that is not UTF-8', 'UTF-8', error);
  }
}

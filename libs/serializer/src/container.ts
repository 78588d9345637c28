/**
 * The outer part of a model file, which says nothing about models: magic, version, length, header text,
 * sections, hash. `seal` writes it, `open` checks it; what `open` returns was not damaged by accident, and
 * may still have been made on purpose.
 */
import { alignSection } from './bits.ts';
import { InvalidModelError, ModelCorruptedError, ModelVersionError } from './errors.ts';
import { modelSha256, SHA256_BYTES, sha256, toHex } from './sha256.ts';

/** The newest format version, which is the one that is written. */
export const MODEL_FORMAT_VERSION = 1;

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
  /** The header's text, exactly as in the file. */
  readonly header: string;
  /** The whole file. */
  readonly view: DataView;
  /** Where the sections start and end (exclusive, the hash follows). Multiples of 8. */
  readonly start: number;
  readonly end: number;
}

/**
 * @param sections written in order, each starting at a multiple of 8
 * @throws {InvalidModelError} if the file would be larger than 256 MiB
 */
export function seal(header: string, sections: readonly Uint8Array[]): Uint8Array {
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
  view.setUint32(VERSION_OFFSET, MODEL_FORMAT_VERSION, true);
  view.setUint32(LENGTH_OFFSET, length, true);
  view.setUint32(HEADER_LENGTH_OFFSET, text.length, true);
  parts.forEach((part, index) => {
    bytes.set(part, offsets[index]);
  });
  bytes.set(sha256(bytes.subarray(0, end)), end);
  return bytes;
}

/**
 * @throws {ModelCorruptedError} for bytes that are not a model file, or a damaged one
 * @throws {ModelVersionError} for an undamaged file of a newer version
 */
export function open(bytes: Uint8Array): OpenedFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkMagic(bytes);
  checkLength(view);
  const end = bytes.length - SHA256_BYTES;
  checkHash(bytes, end);
  checkVersion(view.getUint32(VERSION_OFFSET, true));
  const headerEnd = HEADER_OFFSET + view.getUint32(HEADER_LENGTH_OFFSET, true);
  const start = alignSection(headerEnd);
  checkPadding(view, headerEnd, start, end);
  return { header: decodeText(bytes.subarray(HEADER_OFFSET, headerEnd)), view, start, end };
}

function checkPadding(view: DataView, headerEnd: number, start: number, end: number): void {
  if (start > end) {
    throw new ModelCorruptedError(
      `Found a header that ends at byte ${headerEnd}, expected at most ${end}.`,
    );
  }
  checkZeros(view, headerEnd, start);
}

/** Bytes between the parts of a file are 0, so that a model has one encoding. */
export function checkZeros(view: DataView, from: number, to: number): void {
  for (let at = from; at < to; at++) {
    if (view.getUint8(at) !== 0) {
      throw new ModelCorruptedError(
        `Found padding ${view.getUint8(at)} at byte ${at}, expected 0.`,
      );
    }
  }
}

function checkMagic(bytes: Uint8Array): void {
  const start = Buffer.from(bytes.subarray(0, MAGIC_BYTES));
  const found = toHex(start);
  if (found === MAGIC) return;
  const expected = `expected ${MAGIC}`;
  if (bytes.length < MAGIC_BYTES) {
    throw new ModelCorruptedError(
      `Found ${bytes.length} bytes, which is no model file, ${expected} and more.`,
    );
  }
  throw new ModelCorruptedError(
    start.includes('LFM')
      ? `Found a model file changed as if it were text (it starts with ${found}), ${expected}.`
      : `Found a file that starts with ${found}, which is no model file, ${expected}.`,
  );
}

function checkLength(view: DataView): void {
  const found = view.byteLength;
  const smallest = alignSection(HEADER_OFFSET) + SHA256_BYTES;
  if (found < smallest) {
    throw new ModelCorruptedError(`Found ${found} bytes, expected at least ${smallest}.`);
  }
  const expected = view.getUint32(LENGTH_OFFSET, true);
  if (found !== expected) {
    throw new ModelCorruptedError(
      `Found ${found} bytes, expected ${expected} as the file itself says.`,
    );
  }
  if (found > MAX_FILE_BYTES || found % 8 !== 0) {
    throw new ModelCorruptedError(
      `Found ${found} bytes, expected a multiple of 8 up to ${MAX_FILE_BYTES}.`,
    );
  }
}

function checkHash(bytes: Uint8Array, end: number): void {
  const expected = toHex(bytes.subarray(end));
  const found = modelSha256(bytes.subarray(0, end));
  if (found !== expected) {
    throw new ModelCorruptedError(
      `Found content with SHA-256 ${found}, expected ${expected} as the file itself says.`,
    );
  }
}

function checkVersion(found: number): void {
  if (found > MODEL_FORMAT_VERSION) throw new ModelVersionError(found, MODEL_FORMAT_VERSION);
  if (found < 1) {
    throw new ModelCorruptedError(`Found format version ${found}, expected at least 1.`);
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new ModelCorruptedError('Found a header that is not UTF-8, expected UTF-8.', error);
  }
}

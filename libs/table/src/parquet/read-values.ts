import { count as countOf } from '@lambda-forest/text';
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { readVarInt } from 'hyparquet/src/thrift.js';
import type { DecodedArray, Encoding, SchemaElement } from 'hyparquet';

import { readerOf, skipVarInt } from './byte-reader.ts';
import type { ByteReader } from './byte-reader.ts';
import { readRuns } from './read-runs.ts';

/** More values in a block of differences are surely a damaged file's: writers have 128. */
const MAX_BLOCK = 65_536;

/**
 * The values of a page that are not null, as they are stored.
 *
 * @param count how many there are
 * @returns numbers, bigints, booleans or bytes, or indices of a dictionary if the encoding is one
 * @throws for bytes that do not hold them
 */
export function readValues(
  bytes: Uint8Array,
  encoding: Encoding,
  { type, type_length: length }: SchemaElement,
  count: number,
): ArrayLike<unknown> {
  const reader = readerOf(bytes);
  if (count === 0) return [];
  if (type === undefined) throw new TypeError('a column without a type');
  switch (encoding) {
    case 'PLAIN':
      return readPlain(reader, type, count, length);
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY': {
      const width = reader.view.getUint8(reader.offset++);
      return width === 0 ? new Uint8Array(count) : readRuns(reader, width, count);
    }
    case 'RLE':
      reader.offset += 4; // the length of the runs, which end where the page does
      return Array.from(readRuns(reader, 1, count), (bit) => bit === 1);
    case 'BYTE_STREAM_SPLIT':
      return byteStreamSplit(reader, count, type, length);
    case 'DELTA_BINARY_PACKED': {
      checkDifferences(readerOf(bytes), count);
      const values = type === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
      deltaBinaryUnpack(reader, count, values);
      return values;
    }
    case 'DELTA_LENGTH_BYTE_ARRAY':
    case 'DELTA_BYTE_ARRAY':
      return readTexts(bytes, encoding, count);
    default:
      throw new TypeError(`the encoding ${encoding}`);
  }
}

/** Byte arrays by their lengths; with DELTA_BYTE_ARRAY each begins as the one before, for so many bytes. */
function readTexts(bytes: Uint8Array, encoding: Encoding, count: number): DecodedArray {
  const lengths = readerOf(bytes);
  checkDifferences(lengths, count);
  const values = new Array<Uint8Array>(count);
  if (encoding === 'DELTA_LENGTH_BYTE_ARRAY') {
    deltaLengthByteArray(readerOf(bytes), count, values);
    return values;
  }
  const prefixes = new Int32Array(count);
  const start = readerOf(bytes);
  deltaBinaryUnpack(start, count, prefixes);
  checkDifferences(lengths, count);
  const isPrefix = (prefix: number) => prefix >= 0 && prefix <= bytes.length;
  if (prefixes[0] !== 0 || !prefixes.every(isPrefix)) {
    throw new RangeError('a text that begins as no other');
  }
  deltaByteArray(readerOf(bytes), count, values);
  return values;
}

/**
 * Walks over a block of differences, as the format defines it, and leaves the reader behind it. The decoder trusts the
 * sizes in it, and would never end with some.
 */
function checkDifferences(reader: ByteReader, count: number): void {
  const block = readVarInt(reader);
  const parts = readVarInt(reader);
  const total = readVarInt(reader);
  skipVarInt(reader);
  const size = block / parts;
  if (!(block > 0 && block <= MAX_BLOCK && parts > 0 && size % 8 === 0) || total !== count) {
    throw new RangeError(
      `blocks of ${countOf(block, 'difference')} in ${countOf(parts, 'part')}, ${countOf(total, 'value')}`,
    );
  }
  for (let seen = 1; seen < count;) {
    skipVarInt(reader);
    const widths = reader.offset;
    reader.offset += parts;
    for (let part = 0; part < parts; part++) {
      const width = reader.view.getUint8(widths + part);
      if (width > 64) throw new RangeError(`${countOf(width, 'bit')} for a difference`);
      if (seen < count) reader.offset += (size * width) / 8;
      seen += size;
    }
  }
}

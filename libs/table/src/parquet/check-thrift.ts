import { count } from '@lambda-forest/text';
import { readVarInt } from 'hyparquet/src/thrift.js';

import { skipVarInt } from './byte-reader.ts';
import type { ByteReader } from './byte-reader.ts';

/** Parquet's own structures are less than ten deep. */
const MAX_DEPTH = 32;

const STRUCT = 12;

/**
 * Walks over a structure of Thrift's compact protocol and leaves the reader behind it. The decoder makes room for as
 * many items as a list claims to have: here none has more than there are bytes.
 *
 * @throws {RangeError} for sizes that cannot be
 */
export function skipStruct(reader: ByteReader, depth = 0): void {
  if (depth > MAX_DEPTH) throw new RangeError('structures within structures without end');
  for (;;) {
    const head = reader.view.getUint8(reader.offset++);
    const type = head & 15;
    if (type === 0) return;
    if (head >> 4 === 0) skipVarInt(reader);
    if (type > 2) skipValue(reader, type, depth);
  }
}

/** @param type 1 and 2, true and false, are a byte where they are items of a list */
function skipValue(reader: ByteReader, type: number, depth: number): void {
  const left = reader.view.byteLength - reader.offset;
  switch (type) {
    case 1:
    case 2:
    case 3:
      reader.offset++;
      break;
    case 4:
    case 5:
    case 6:
      skipVarInt(reader);
      break;
    case 7:
      reader.offset += 8;
      break;
    case 8: {
      const size = readVarInt(reader);
      if (!(size >= 0 && size <= left)) throw new RangeError(`a text of ${count(size, 'byte')}`);
      reader.offset += size;
      break;
    }
    case 9: {
      const head = reader.view.getUint8(reader.offset++);
      const size = head >> 4 === 15 ? readVarInt(reader) : head >> 4;
      if (!(size >= 0 && size <= left)) throw new RangeError(`a list of ${count(size, 'item')}`);
      for (let i = 0; i < size; i++) skipValue(reader, head & 15, depth + 1);
      break;
    }
    case STRUCT:
      skipStruct(reader, depth + 1);
      break;
    default:
      throw new TypeError(`a value of the type ${type}`);
  }
}

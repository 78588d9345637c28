import { readVarInt } from 'hyparquet/src/thrift.js';

import type { ByteReader } from './byte-reader.ts';

const MAX_WIDTH = 32;

/**
 * Reads Parquet's hybrid of runs and packed bits, which levels and indices of dictionaries are written in. A run never
 * gives more than what is left to be read, whatever length it claims.
 *
 * @param width bits of a value
 * @returns `count` numbers
 * @throws {RangeError} if the bytes end before
 */
export function readRuns(reader: ByteReader, width: number, count: number): Uint32Array {
  if (width > MAX_WIDTH) throw new RangeError(`${width} bits for an index`);
  const values = new Uint32Array(count);
  for (let seen = 0; seen < count;) {
    const header = readVarInt(reader) >>> 0;
    const left = count - seen;
    if (header & 1) {
      const packed = (header >>> 1) * 8;
      const end = reader.offset + (packed * width) / 8;
      const length = Math.min(packed, left);
      unpack(reader, width, values.subarray(seen, seen + length));
      reader.offset = end;
      seen += length;
    } else {
      const length = Math.min(header >>> 1, left);
      values.fill(readValue(reader, width), seen, seen + length);
      seen += length;
    }
  }
  return values;
}

function readValue(reader: ByteReader, width: number): number {
  let value = 0;
  for (let bit = 0; bit < width; bit += 8) value |= reader.view.getUint8(reader.offset++) << bit;
  return value >>> 0;
}

/** Values of `width` bits, the lowest first, without gaps between them. */
function unpack({ view, offset }: ByteReader, width: number, values: Uint32Array): void {
  let at = offset;
  let used = 8; // bits of `byte`
  let byte = 0;
  for (let i = 0; i < values.length; i++) {
    let value = 0;
    for (let bits = 0; bits < width;) {
      if (used === 8) {
        byte = view.getUint8(at++);
        used = 0;
      }
      const taken = Math.min(8 - used, width - bits);
      value |= ((byte >>> used) & ((1 << taken) - 1)) << bits;
      used += taken;
      bits += taken;
    }
    values[i] = value;
  }
}

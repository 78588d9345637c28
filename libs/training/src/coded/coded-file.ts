/**
 * Coded rows as a file, in the byte order of the machine:
 *
 *   8 bytes   magic, which another byte order reads as something else
 *   8         rows, a float64
 *   32        SHA-256 of the coding
 *   then      for each feature its codes and, if codes are not all there is, its numbers; the target; the lines, if rows have them. Each
 *             starts at a multiple of 8
 *   32        SHA-256 of everything before
 *
 * How long each section is follows from the coding, so that there is nothing in the file to be believed.
 */
import { createHash } from 'node:crypto';

import type { NumbersOf } from '@lambda-forest/histogram';
import { formatInteger } from '@lambda-forest/text';

import { TrainingInputError } from '../errors.ts';
import { codesFor, targetFor } from './coded-rows.ts';
import type { CodedColumn, CodedRows } from './coded-rows.ts';
import type { Coding } from './coding.ts';
import { hashBytes } from './hash-bytes.ts';

/** "LFCODES" and the version. */
const MAGIC = 0x4c46_434f_4445_5301n;
const HASH_BYTES = 32;
const HEAD_BYTES = 16 + HASH_BYTES;
const ALIGNMENT = 8;

/** The file, to be written chunk after chunk. The chunks share the memory of the rows. */
export function* encodeCodedRows(rows: CodedRows, coding: Coding): Generator<Uint8Array> {
  const hash = createHash('sha256');
  const head = new DataView(new ArrayBuffer(HEAD_BYTES));
  new BigUint64Array(head.buffer, 0, 1)[0] = MAGIC;
  new Float64Array(head.buffer, 8, 1)[0] = rows.rowCount;
  new Uint8Array(head.buffer).set(Buffer.from(coding.sha256, 'hex'), 16);
  const sections = rows.columns.flatMap(({ codes, values }) =>
    values ? [codes, values] : [codes],
  );
  for (const section of [head, ...sections, rows.target, rows.lines]) {
    const bytes = new Uint8Array(section.buffer, section.byteOffset, section.byteLength);
    const padding = new Uint8Array(aligned(bytes.length) - bytes.length);
    for (const chunk of [bytes, padding]) {
      hashBytes(hash, chunk);
      yield chunk;
    }
  }
  yield hash.digest();
}

/**
 * @param bytes that start at a multiple of 8 in their memory, which the rows share
 * @throws {TrainingInputError} for a file that is damaged, of another coding, or made on purpose
 */
export function decodeCodedRows(bytes: Uint8Array, coding: Coding): CodedRows {
  const refuse = (found: string) => {
    throw new TrainingInputError(
      `Found coded rows ${found}, expected the file that was written for this table.`,
      'Train again, and leave its temporary files alone.',
    );
  };
  if (bytes.length < HEAD_BYTES + HASH_BYTES) refuse(`of ${bytes.length} bytes`);
  const { buffer, byteOffset } = bytes;
  if (new BigUint64Array(buffer, byteOffset, 1)[0] !== MAGIC) refuse('that begin otherwise');
  const rowCount = new Float64Array(buffer, byteOffset + 8, 1)[0]!;
  const end = bytes.length - HASH_BYTES;
  if (!Number.isInteger(rowCount) || rowCount < 0 || rowCount > end)
    refuse(`${rowCount} in number`);
  if (toHex(bytes.subarray(16, HEAD_BYTES)) !== coding.sha256) refuse('of another table');
  if (bytes.length !== codedBytes(rowCount, coding))
    refuse(`of ${formatInteger(bytes.length)} bytes`);
  const hash = hashBytes(createHash('sha256'), bytes.subarray(0, end)).digest('hex');
  if (hash !== toHex(bytes.subarray(end))) refuse('whose SHA-256 is another');
  let at = byteOffset + HEAD_BYTES;
  const take = <Numbers extends ArrayBufferView>(
    type: NumbersOf<Numbers>,
    length = rowCount,
  ): Numbers => {
    const numbers = new type(buffer, at, length);
    at += aligned(numbers.byteLength);
    return numbers;
  };
  const columns = coding.bins.map((bins, feature): CodedColumn => {
    const codes = take(codesFor(bins.codeCount));
    if (codes.some((code) => code > bins.codeCount)) refuse('with a code above all others');
    return { codes, values: coding.keepsNumbers[feature] ? take(Float64Array) : undefined };
  });
  const target = take(targetFor(coding));
  const { classCount } = coding;
  if (classCount > 0 && target.some((klass) => klass < 0 || klass >= classCount)) {
    refuse('with a class that there is none of');
  }
  return { rowCount, columns, target, lines: take(Uint32Array, coding.hasLines ? rowCount : 0) };
}

/** How long the file of so many rows is. */
export function codedBytes(rowCount: number, coding: Coding): number {
  const widths = coding.bins.flatMap((bins, feature) => {
    const { BYTES_PER_ELEMENT } = codesFor(bins.codeCount);
    return coding.keepsNumbers[feature] ? [BYTES_PER_ELEMENT, 8] : [BYTES_PER_ELEMENT];
  });
  widths.push(targetFor(coding).BYTES_PER_ELEMENT, coding.hasLines ? 4 : 0);
  const sections = widths.reduce((sum, width) => sum + aligned(width * rowCount), 0);
  return HEAD_BYTES + sections + HASH_BYTES;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

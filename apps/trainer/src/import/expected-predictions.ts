/** What a library itself predicts: a table, or an array of numpy. */
import { open, readFile } from 'node:fs/promises';

import { ARRAY_START_BYTES, isArrayFile, readArrayFile } from '@lambda-forest/interop';
import type { ArrayTable } from '@lambda-forest/interop';
import { numberReader } from '@lambda-forest/schema';

import { unreadable } from '../reading/unreadable.ts';
import { predictionRows } from './prediction-rows.ts';

/** A number of the library, and how far the file may have rounded it. */
export interface ExpectedCell {
  /** NaN for a text, such as the name of a class; 0 and 1 for booleans. */
  readonly value: number;
  readonly rounding: number;
  /** As the file has it, with a decimal point. */
  readonly text: string;
}

/** A file of shorter or longer numbers is taken as it is, not as rounded. */
const LEAST_DIGITS = 6;
const MOST_DIGITS = 14;

/** Rows of cells, read as they are asked for. */
export interface Expected {
  readonly rows: number;
  readonly rowAt: (row: number) => readonly ExpectedCell[];
}

/**
 * @param path of a .npy file, of a .npz file of one array, or of a table, perhaps with a header
 * @param rowCount how many rows were predicted
 * @param classes whose columns a table may name
 * @throws {UsageError} for a file that cannot be read
 * @throws {DataValidationError} for what is no table
 * @throws {ForeignModelError} for an array that is damaged or holds neither numbers nor texts
 */
export async function readExpected(
  path: string,
  rowCount: number,
  classes: readonly string[] = [],
): Promise<Expected> {
  try {
    if (isArrayFile(await startOf(path)))
      return expectedOfArray(readArrayFile(await readFile(path), 'the predictions'));
  } catch (error) {
    throw unreadable(path, error, 'predictions');
  }
  return expectedOfRows(await predictionRows(path, rowCount, classes));
}

async function startOf(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const start = Buffer.alloc(ARRAY_START_BYTES);
    const { bytesRead } = await file.read(start, 0, ARRAY_START_BYTES, 0);
    return start.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function expectedOfArray({ cells, rows, columns, isFloat32 }: ArrayTable): Expected {
  const half = isFloat32 ? 2 ** -24 : 0;
  return {
    rows,
    rowAt: (row) =>
      Array.from({ length: columns }, (_, column) => {
        const cell = cells[row * columns + column]!;
        const value = typeof cell === 'number' ? cell : valueOf(cell);
        return { value, rounding: half * Math.abs(value), text: String(cell) };
      }),
  };
}

function expectedOfRows(rows: readonly (readonly string[])[]): Expected {
  const roundingOf = roundingIn(rows);
  return {
    rows: rows.length,
    rowAt: (row) =>
      rows[row]!.map((text) => {
        const value = valueOf(text);
        return { value, rounding: roundingOf(value), text };
      }),
  };
}

const readNumber = numberReader();

/** Libraries that were trained on booleans predict these, or their numbers. */
function valueOf(text: string): number {
  return /^(true|false)$/i.test(text) ? Number(text.length === 4) : readNumber(text);
}

/**
 * Half a unit of the last digit that the file keeps: `%.6f` keeps the same places in all numbers, `%.6g` the same digits,
 * of which it does not write the zeros at the end. Numbers of 15 digits are whole, and those of few could be anything:
 * classes.
 */
function roundingIn(rows: readonly (readonly string[])[]): (value: number) => number {
  let digits = 0;
  const places = new Set<number>();
  for (const cell of rows.flat()) {
    const [mantissa = '', exponent] = cell.toLowerCase().split('e');
    digits = Math.max(digits, mantissa.replace(/\D/g, '').replace(/^0+/, '').length);
    places.add(exponent === undefined ? (mantissa.split('.')[1]?.length ?? 0) : NaN);
  }
  if (digits < LEAST_DIGITS || digits > MOST_DIGITS) return () => 0;
  const [place] = places;
  if (places.size === 1 && place! >= 0) return () => 0.5 * 10 ** -place!;
  return (value) => 0.5 * 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
}

/**
 * What metadata.json keeps of the table that a model was trained on, so that its held-out rows are found again:
 *
 * - of each file its hash and its number of rows, the test file last;
 * - where the seed alone does not tell them, the held-out rows, as lengths of runs: `120,30` are 120 rows to train
 *   on and then 30 that were held out; `0,5,10` are 5 held out and then 10 to train on.
 * - marks of some rows, by which copies of the table are known whose bytes are others.
 *
 * No value of the table is among it; whoever knows a whole row can tell by its mark that it was trained on.
 */
import type { RowMarks } from './seen-rows.ts';

const MARK_DIGITS = 13;

/** One file of a table. */
export interface FileRecord {
  /** Of its bytes, in hexadecimal. */
  readonly sha256: string;
  readonly rows: number;
}

/** The table that a model was trained on. */
export interface TableRecord {
  /** In the order in which they were read. */
  readonly files: readonly FileRecord[];
  /** Per row, 1 if it was held out. Absent where the seed tells. */
  readonly isHeldOut?: Uint8Array;
  /** Absent in the record of an older version. */
  readonly rowMarks?: RowMarks;
}

/**
 * @param heldOut row indices, ascending
 * @param rowCount of the table
 * @returns lengths of runs, by turns of rows to train on and of rows held out
 */
export function encodeRuns(heldOut: Uint32Array, rowCount: number): string {
  const runs: number[] = [];
  let next = 0; // the first row of no run yet
  for (let i = 0; i < heldOut.length;) {
    const first = heldOut[i]!;
    let length = 1;
    while (heldOut[i + length] === first + length) length++;
    runs.push(first - next, length);
    next = first + length;
    i += length;
  }
  if (next < rowCount) runs.push(rowCount - next);
  return runs.join(',');
}

/** @returns per row, 1 if it was held out; undefined for what are not the runs of so many rows */
export function decodeRuns(runs: string, rowCount: number): Uint8Array | undefined {
  const isHeldOut = new Uint8Array(rowCount);
  let next = 0;
  for (const [i, text] of runs.split(',').entries()) {
    if (!/^\d{1,10}$/.test(text)) return undefined;
    const end = next + Number(text);
    if (i % 2 === 1) isHeldOut.fill(1, next, end);
    next = end;
  }
  return next === rowCount ? isHeldOut : undefined;
}

/** Marks as a text of hexadecimal digits, 13 each. */
export function encodeMarks(marks: readonly number[]): string {
  return marks.map((mark) => mark.toString(16).padStart(MARK_DIGITS, '0')).join('');
}

/** @returns undefined for what are no marks */
export function decodeMarks(text: string): number[] | undefined {
  if (!/^(?:[0-9a-f]{13})*$/.test(text)) return undefined;
  const parts = text.match(/.{13}/g) ?? [];
  return parts.map((part) => Number.parseInt(part, 16));
}

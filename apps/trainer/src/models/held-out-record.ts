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
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ARTIFACT_FILES } from '@lambda-forest/artifacts';
import { modelSha256 } from '@lambda-forest/serializer';
import { defined } from '@lambda-forest/text';
import * as z from 'zod/mini';

import type { RowMarks } from './seen-rows.ts';

const MARK_DIGITS = 13;

/** More rows than a file may have. */
const MAX_FILE_ROWS = 2 ** 32;

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

/**
 * Reads the record beside a model.
 *
 * @param model the model file's bytes
 * @returns undefined where there is none, or one of another model or of an older version
 */
export async function readTableRecord(
  folder: string,
  model: Uint8Array,
): Promise<TableRecord | undefined> {
  try {
    const text = await readFile(join(folder, ARTIFACT_FILES.metadata), 'utf8');
    return parseTableRecord(JSON.parse(text), modelSha256(model));
  } catch {
    return undefined; // whoever needs the record says what is missing
  }
}

/** What of a `metadata.json` is the record; an older version wrote no marks. */
const recordSchema = z.object({
  model: z.object({ sha256: z.string() }),
  data: z.object({
    files: z.array(
      z.object({ sha256: z.string(), rows: z.int().check(z.gte(0), z.lt(MAX_FILE_ROWS)) }),
    ),
    row_marks: z.catch(
      z.optional(z.object({ kept: z.string(), coincident: z.number() })),
      undefined,
    ),
  }),
  split: z.optional(z.object({ held_out: z.optional(z.string()) })),
});

function parseTableRecord(value: unknown, sha256: string): TableRecord | undefined {
  const { success, data: metadata } = recordSchema.safeParse(value);
  if (!success || metadata.model.sha256 !== sha256) return undefined;
  const { files, row_marks: marks } = metadata.data;
  const runs = metadata.split?.held_out;
  const rowMarks = marks === undefined ? undefined : parseMarks(marks.kept, marks.coincident);
  const record = { files, ...defined({ rowMarks }) };
  if (runs === undefined) return record;
  const rowCount = files.reduce((sum, { rows }) => sum + rows, 0);
  const isHeldOut = decodeRuns(runs, rowCount);
  return isHeldOut === undefined ? undefined : { ...record, isHeldOut };
}

function parseMarks(kept: string, coincident: number): RowMarks | undefined {
  const marks = decodeMarks(kept);
  return marks === undefined || marks.length === 0 ? undefined : { marks, coincident };
}

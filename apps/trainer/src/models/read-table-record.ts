/** Reads what held-out-record.ts describes. A file of its own: zod takes long to load, and a training only writes records. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ARTIFACT_FILES } from '@lambda-forest/artifacts';
import { modelSha256 } from '@lambda-forest/serializer';
import { defined } from '@lambda-forest/text';
import * as z from 'zod/mini';

import { decodeMarks, decodeRuns } from './held-out-record.ts';
import type { TableRecord } from './held-out-record.ts';
import type { RowMarks } from './seen-rows.ts';

/** More rows than a file may have. */
const MAX_FILE_ROWS = 2 ** 32;

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

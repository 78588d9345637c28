import { partition, splitRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import type { Provenance } from '@lambda-forest/serializer';

import { HeldOutRowsError } from '../errors.ts';
import type { FileRecord, TableRecord } from './held-out-record.ts';
import type { ScorableData } from './read-for-model.ts';

/** Which rows of a table may judge a model fairly. */
export type HeldOut =
  /** The model was trained on no file of it: all of its rows may. */
  | { readonly kind: 'new' }
  /** The model was trained on rows of it, but not on these: indices, ascending. There may be none. */
  | { readonly kind: 'known'; readonly rows: Uint32Array };

/**
 * Finds the rows that a model has not been trained on. A file is known again by its bytes, among others and in
 * another order too; the rows are those that were recorded, or that the same seed and share hold out again.
 *
 * @param record of the model's training; without it, its table is known again as a whole only
 * @throws {HeldOutRowsError} if the model was trained on some of the rows, and it is unknown on which
 */
export function heldOutRows(
  { dataset, files, sha256, source }: ScorableData,
  { provenance }: { readonly provenance: Provenance },
  record: TableRecord | undefined,
): HeldOut {
  const { data: trained, split } = provenance;
  const isWhole = trained.sha256 === sha256 && trained.rows === dataset.rowCount;
  if (!isWhole) {
    // The hash of one file says nothing of a table of several.
    if (record === undefined && split.kind === 'file') throw unrecorded(source);
    const known = new Set(record?.files.map((file) => file.sha256));
    if (trained.sha256 !== sha256 && !files.some((file) => known.has(file.sha256))) {
      return { kind: 'new' };
    }
  }
  const isHeldOut = record?.isHeldOut ?? (isWhole ? splitAgain(dataset, provenance) : undefined);
  if (isHeldOut !== undefined && isWhole) return { kind: 'known', rows: rowsWhere(isHeldOut) };
  if (isHeldOut !== undefined && record !== undefined) {
    return { kind: 'known', rows: rowsWhere(byFile(files, record.files, isHeldOut)) };
  }
  throw isWhole || !isBySeed(provenance) ? unrecorded(source) : incomplete(source, trained.source);
}

/** Whether seed and share alone say which rows were held out. */
function isBySeed({ split }: Provenance): boolean {
  return split.kind === undefined || split.kind === 'stratified' || split.kind === 'random';
}

/** Per row, 1 if training held it out. Undefined where the seed does not tell. */
function splitAgain(dataset: Dataset, provenance: Provenance): Uint8Array | undefined {
  if (!isBySeed(provenance)) return undefined;
  const { seed, split } = provenance;
  const { testSize, stratified, trainRows, testRows } = split;
  const { train, test } = splitRows(dataset, { testSize, seed, stratified });
  if (train.length !== trainRows || test.length !== testRows) return undefined;
  const isHeldOut = new Uint8Array(dataset.rowCount);
  for (const row of test) isHeldOut[row] = 1;
  return isHeldOut;
}

/** Per row of these files, 1 if the model was not trained on it: by no file of the same bytes. */
function byFile(
  files: readonly FileRecord[],
  trained: readonly FileRecord[],
  isHeldOut: Uint8Array,
): Uint8Array {
  const masks = new Map<string, Uint8Array>();
  let first = 0;
  for (const { sha256, rows } of trained) {
    const mask = isHeldOut.subarray(first, first + rows);
    const other = masks.get(sha256);
    masks.set(sha256, other === undefined ? mask : mask.map((flag, row) => flag & other[row]!));
    first += rows;
  }
  const result = new Uint8Array(files.reduce((sum, { rows }) => sum + rows, 0)).fill(1);
  let at = 0;
  for (const { sha256, rows } of files) {
    result.set(masks.get(sha256)?.subarray(0, rows) ?? [], at);
    at += rows;
  }
  return result;
}

function rowsWhere(flags: Uint8Array): Uint32Array {
  return partition(flags).test;
}

function unrecorded(source: string): HeldOutRowsError {
  return new HeldOutRowsError(
    `Found no record beside the model of the rows that its training held out, expected one in metadata.json: so which rows of ${source} it was trained on is unknown.`,
    'Put metadata.json back beside model.forest, train the model again, or give a table of new rows.',
  );
}

function incomplete(source: string, trained: string): HeldOutRowsError {
  return new HeldOutRowsError(
    `Found in ${source} some files of the table that the model was trained on (${trained}), or another order of them, expected all of them as in training: which rows were held out depends on that.`,
    'Name the same files in the same order, or give a table of new rows.',
  );
}

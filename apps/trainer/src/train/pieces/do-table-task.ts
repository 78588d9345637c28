import { encodePiece, summarizeTable } from '@lambda-forest/data';
import type { InputStore, OutputFile } from '@lambda-forest/scale';
import { codeRows, encodeCodedRows } from '@lambda-forest/training';

import { writeChunks } from '../../files/write-chunks.ts';
import { readTablePiece } from './read-table-piece.ts';
import { codedName } from './table-tasks.ts';
import type { TableAnswer, TableSetup, TableTask } from './table-tasks.ts';

/** Where pieces are read from, and their coded rows are written to. */
export interface TablePlaces {
  readonly input: InputStore;
  readonly open: (name: string) => Promise<OutputFile>;
}

/** Reads a piece: for what its columns have, or to write its rows as codes. */
export async function doTableTask(
  task: TableTask,
  setup: TableSetup,
  { input, open }: TablePlaces,
  onBytes: (bytes: number) => void,
): Promise<TableAnswer> {
  const { rules, second } = setup;
  const { outcome, table } = await readTablePiece(task, setup, input, onBytes);
  if (table === undefined) return outcome;
  if (second === undefined) return { ...outcome, summary: summarizeTable(table, rules) };
  const { plan, coding } = second;
  const lines = table.lines.map((line) => line + task.linesBefore);
  const rows = codeRows(encodePiece({ ...table, lines }, plan), lines, coding);
  await writeChunks(await open(codedName(task.piece)), encodeCodedRows(rows, coding));
  return outcome;
}

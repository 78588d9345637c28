import { join } from 'node:path';

import { encodePiece, summarizeTable } from '@lambda-forest/data';
import { codeRows, encodeCodedRows } from '@lambda-forest/training';

import { openAside } from '../../files/open-aside.ts';
import { FolderInput } from '../../pieces/folder-input.ts';
import { readTablePiece } from './read-table-piece.ts';
import { codedName } from './table-tasks.ts';
import type { TableAnswer, TableSetup, TableTask } from './table-tasks.ts';

const OUTPUT_REMEDY = 'Make room for temporary files, or name another folder for them with TMPDIR.';

/** Reads a piece: for what its columns have, or to write its rows as codes. */
export async function doTableTask(
  task: TableTask,
  setup: TableSetup,
  onBytes: (bytes: number) => void,
): Promise<TableAnswer> {
  const { rules, second, root } = setup;
  const { outcome, table } = await readTablePiece(task, setup, new FolderInput(root, []), onBytes);
  if (table === undefined) return outcome;
  if (second === undefined) return { ...outcome, summary: summarizeTable(table, rules) };
  const { plan, coding, output } = second;
  const lines = table.lines.map((line) => line + task.linesBefore);
  const rows = codeRows(encodePiece({ ...table, lines }, plan), lines, coding);
  const file = await openAside(join(output, codedName(task.piece)), OUTPUT_REMEDY);
  try {
    for (const bytes of encodeCodedRows(rows, coding)) await file.write(bytes);
    await file.finish();
  } finally {
    await file.discard();
  }
  return outcome;
}

import { spellFlags } from '@lambda-forest/cli';
import { TableReader, withoutFirstRows } from '@lambda-forest/data';
import type { Table } from '@lambda-forest/data';
import { readPiece, refusalOf } from '@lambda-forest/scale';
import type { InputStore, Reading } from '@lambda-forest/scale';
import { DataValidationError, IssueList } from '@lambda-forest/table';
import { count } from '@lambda-forest/text';

import type { TableAnswer, TableSetup, TableTask } from './table-tasks.ts';

export interface PieceTable {
  readonly outcome: TableAnswer;
  /** Lines are those of the piece, from 1. Undefined where the piece cannot be read. */
  readonly table?: Table;
}

/** Reads the rows of a piece into columns. */
export async function readTablePiece(
  { piece }: TableTask,
  { names, rules, choice }: TableSetup,
  input: InputStore,
  onBytes: (bytes: number) => void,
): Promise<PieceTable> {
  const source = names.get(piece.key)!;
  const reader = new TableReader(source, rules);
  let above = 0;
  const reading: Reading = {
    piece,
    choice,
    input,
    onBytes,
    sinks: reader.sinks(source),
    onNames: () => (above = reader.rowCount),
    onRows: () => Promise.resolve(),
    found: { lines: 0 },
    firstLine: 1,
  };
  try {
    await readPiece(reading);
    const table = withoutFirstRows(reader.finish(), above);
    const lines = table.lines.map((line) => line - reading.firstLine + 1);
    return { outcome: { ...reading.found, rows: table.rowCount }, table: { ...table, lines } };
  } catch (error) {
    const refusal = refusalOf(source, firstIssue(source, error), reading.firstLine, spellFlags);
    if (refusal === undefined) throw error;
    return { outcome: { ...reading.found, rows: 0, refusal } };
  }
}

/** Lines of a piece become those of its file one by one: of several issues the first one is told, and how many follow. */
function firstIssue(source: string, error: unknown): unknown {
  if (!(error instanceof DataValidationError) || error.issueCount < 2) return error;
  const [first] = error.issues;
  if (first === undefined) return error;
  const issues = new IssueList(source);
  const { alike: _, ...issue } = first;
  const others = count(error.issueCount - 1, 'more such problem');
  issues.add({ ...issue, message: `${issue.message}, and ${others} in this piece` }, error.remedy);
  return issues.toError();
}

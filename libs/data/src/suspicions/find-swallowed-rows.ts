import { count } from '@lambda-forest/text';

import { PlainColumn } from '../columns/plain-cells.ts';
import { lineOf } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import type { Suspicion } from './suspicion.ts';

/** A delimiter that no blank follows, as one of prose does. */
const DELIMITERS = [/,(?! )/g, /;(?! )/g, /\t/g, /\|(?! )/g];

/**
 * Cells in quotes that begin in one row and end in another, where a quote was not meant as one: the rows between are part
 * of the cell. Its lines have as many delimiters as the rest of its row, whole rows, and the start of the last row have.
 */
export function findSwallowedRows(table: Table): Suspicion[] {
  return table.columns.flatMap((column, index): Suspicion[] => {
    if (column.form !== 'words' || column instanceof PlainColumn || column.counts !== undefined) {
      return [];
    }
    const code = column.words.findIndex((word) => holdsRows(word, index, table.header.length));
    if (code === -1) return [];
    const line = lineOf(table, column.codes.indexOf(code));
    const lines = count(column.words[code]!.split('\n').length, 'line');
    const message = `the cell in quotes that begins on line ${line} has ${lines} that look like rows: if its quotes are not meant so, double them`;
    return [{ code: 'swallowed-rows', column: table.header[index]!, message }];
  });
}

function holdsRows(cell: string, index: number, width: number): boolean {
  const lines = cell.split('\n');
  if (lines.length < 2 || width < 3) return false;
  const expected = lines.map(() => width - 1);
  expected[0] = width - 1 - index;
  expected[lines.length - 1] = index;
  return DELIMITERS.some((delimiter) =>
    lines.every((line, i) => (line.match(delimiter)?.length ?? 0) === expected[i]),
  );
}

import { CsvScanner } from './csv-scanner.ts';
import type { Separation } from './csv-scanner.ts';
import type { CsvProblem } from './csv-problem.ts';
import { sniffDialect } from './sniff-dialect.ts';

/**
 * All rows of a text that is in memory, the first one included.
 *
 * @param separation default: what the text looks like
 * @param refuse told what is wrong, and on which line the row starts; should throw
 */
export function readCsvRows(
  text: string,
  refuse: (problem: CsvProblem, line: number) => void,
  separation: Separation = sniffDialect(text, true, {}),
): string[][] {
  const rows: string[][] = [];
  const addRow = (row: { texts(): string[] }) => rows.push(row.texts());
  const scanner = new CsvScanner(separation, { begin: addRow, addRow, refuse });
  scanner.push(new TextEncoder().encode(text));
  scanner.end();
  return rows;
}

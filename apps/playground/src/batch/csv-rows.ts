import { describeProblem, scanCsvText } from '@lambda-forest/table/csv';
import type { CsvProblem, CsvRow, CsvSink, Dialect } from '@lambda-forest/table/csv';

/** A CSV text as the service reads it, so that rows and answers cannot go apart. */
export interface CsvRows {
  /** Names of the columns, without blanks around them. */
  readonly columns: readonly string[];
  /** Cells as they stand in the text, without quotes. */
  readonly rows: readonly (readonly string[])[];
  /** What is wrong with the text, in a sentence. */
  readonly problem?: string;
}

export function csvRows(text: string): CsvRows {
  const { columns, rows, problem } = scanCsvText(text, (dialect) => new AllRows(dialect));
  return { columns, rows, ...(problem === undefined ? {} : { problem }) };
}

class AllRows implements CsvSink {
  columns: readonly string[] = [];
  readonly rows: string[][] = [];
  problem: string | undefined;
  readonly #quote: string;

  constructor({ quote }: Dialect) {
    this.#quote = quote;
  }

  begin(row: CsvRow): void {
    this.columns = row.texts().map((name) => name.trim());
  }

  addRow(row: CsvRow): void {
    this.rows.push(row.texts());
  }

  refuse(problem: CsvProblem, line: number): void {
    const [found, expected, remedy] = describeProblem(problem, this.#quote);
    this.problem ??= `Line ${line}: found ${found}, expected ${expected}. ${remedy}`;
  }
}

import {
  describeChangedMarks,
  describeDialect,
  describeProblem,
  raggedRemedy,
  problemError,
} from '@lambda-forest/table';
import { defined, option } from '@lambda-forest/text';
import type { CsvProblem, CsvRow, CsvSink, Dialect } from '@lambda-forest/table';

import type { ColumnBuilder } from '../columns/column-builder.ts';
import { fileMarks } from './file-marks.ts';
import { readHeader } from './read-header.ts';
import type { TableBuilder } from './table-builder.ts';

const SEPARATE_REMEDY = `If blanks or another character separate the cells, say ${option('delimiter')}=" " or name it; else quote all of the cell, and write a quote inside it twice.`;

const DOUBLE_REMEDY =
  'Quote all of the cell, and write a quote inside it twice, not behind a backslash.';

/** Puts rows of CSV into the columns of a table. */
export class CsvColumns implements CsvSink {
  readonly #source: string;
  readonly #builder: TableBuilder;
  readonly #dialect: Dialect;
  readonly #encoding: string;
  /** Whether a row was seen that is as long as the header, or said not to be. */
  #isHeaderJudged = false;
  #names: readonly string[] = [];
  #columns: readonly ColumnBuilder[] = [];

  /** @param encoding what the text was decoded from, to be shown */
  constructor(source: string, builder: TableBuilder, dialect: Dialect, encoding: string) {
    this.#source = source;
    this.#builder = builder;
    this.#dialect = dialect;
    this.#encoding = encoding;
  }

  begin(row: CsvRow): void {
    const header = readHeader(row.texts(), row.line, this.#source);
    this.#names = header;
    const dialect = this.#dialect;
    const builder = this.#builder;
    builder.decideFormats(fileMarks(this.#source, header, dialect));
    const columns = header.map((name) => ({
      name,
      format: builder.formatOf(name),
      trained: builder.trained.get(name),
    }));
    const format = `${describeDialect(dialect, columns)}, ${this.#encoding}`;
    const change = describeChangedMarks(this.#source, dialect, columns);
    const skippedRows = dialect.skipRowsAfterHeader;
    const part = { source: this.#source, format, ...defined({ change, skippedRows }) };
    this.#columns = builder.begin(part, header);
  }

  addRow(row: CsvRow): void {
    const columns = this.#columns;
    const { length, line } = row;
    if (length === columns.length) {
      for (let column = 0; column < length; column++) columns[column]!.addCsvCell(row, column);
      this.#builder.endRow(line);
      this.#isHeaderJudged ||= length > 1; // one cell may be a title's second line
    } else {
      const isFirst = !this.#isHeaderJudged;
      const { delimiter } = this.#dialect;
      const text = row.texts().join(delimiter);
      const names = this.#names.join(delimiter);
      const remedy = raggedRemedy(this.#dialect, row, columns.length, isFirst, names, text);
      this.#isHeaderJudged = true;
      this.#builder.addRagged(line, length, columns.length, remedy);
    }
  }

  refuse(problem: CsvProblem, line: number): void {
    const [found, expected, usual] = describeProblem(problem, this.#dialect.quote);
    const isHeader = problem === 'text-behind-quote' && this.#columns.length === 0;
    const isEscaped = problem === 'text-behind-quote' && !isHeader;
    const remedy = isHeader ? SEPARATE_REMEDY : isEscaped ? DOUBLE_REMEDY : usual;
    throw problemError(this.#source, line, [found, expected, remedy]);
  }
}

import { missingTest, numberMarkers, PLAIN_NUMBERS } from '@lambda-forest/schema';
import type { CellFormat } from '@lambda-forest/schema';

import type { Column } from '../columns/column.ts';
import { TableBuilder } from '../table/table-builder.ts';
import type { TableRules } from '../table/table-builder.ts';
import type { Table, TablePart } from '../table/table.ts';
import { addSummaries, summarizeColumn } from './column-summary.ts';
import type { ColumnSummary, SummaryRules } from './column-summary.ts';

/** What some rows of a table have in its columns. It can be posted. */
export interface TableSummary extends Pick<
  Table,
  'header' | 'nameless' | 'labels' | 'rowCount' | 'formats'
> {
  /** The files that the rows are of. */
  readonly parts: readonly Omit<TablePart, 'firstRow'>[];
  /** In header order. */
  readonly columns: readonly ColumnSummary[];
}

/** How the columns of a table are summarised, by their names. */
export function summaryRules(
  { missingMarkers, keepWords = [] }: TableRules,
  formats: ReadonlyMap<string, CellFormat>,
  maxWords?: number,
): (name: string) => SummaryRules {
  const kept = new Set(keepWords);
  const isMissing = missingTest(missingMarkers);
  const hasNumberMarkers = numberMarkers(missingMarkers).size > 0;
  return (name) => ({
    isMissing,
    hasNumberMarkers,
    format: formats.get(name) ?? PLAIN_NUMBERS,
    keepWords: kept.has(name),
    ...(maxWords !== undefined && { maxWords }),
  });
}

/** @param table read with `keepWords: 'all'`, and else with these rules */
export function summarizeTable(table: Table, rules: TableRules, maxWords?: number): TableSummary {
  const { header, nameless, labels, rowCount, formats, parts, columns } = table;
  const rulesOf = summaryRules(rules, formatsOf(table), maxWords);
  return {
    header,
    nameless,
    labels,
    rowCount,
    formats,
    parts: parts.map(({ firstRow: _, ...part }) => part),
    columns: columns.map((column, i) => summaryOf(column, rulesOf(header[i]!))),
  };
}

function summaryOf(column: Column, rules: SummaryRules): ColumnSummary {
  return column.form === 'words' ? summarizeColumn(column, rules) : UNUSED;
}

/** Of a column that is left out. */
const UNUSED: ColumnSummary = {
  hasTextNumbers: false,
  hasNumbers: false,
  words: [],
  counts: new Float64Array(0),
};

export function formatsOf({
  header,
  formats,
}: Pick<Table, 'header' | 'formats'>): Map<string, CellFormat> {
  return new Map(header.map((name, i) => [name, formats[i]!]));
}

/** Adds what one piece of a table after the other has, in the order of the rows. */
export class SummarySum {
  readonly #rules: TableRules;
  readonly #maxWords: number | undefined;
  /** Knows which columns files must have. */
  readonly #files: TableBuilder;
  #sum: TableSummary | undefined;
  #file: string | undefined;

  /** @param source what messages call the data */
  constructor(source: string, rules: TableRules, maxWords?: number) {
    this.#rules = rules;
    this.#maxWords = maxWords;
    this.#files = new TableBuilder(source, rules);
  }

  /**
   * @param piece the rows behind those that were added before
   * @param file that they are of: differs from file to file
   * @throws {DataValidationError} for a file of other columns than those before it
   */
  add(piece: TableSummary, file: string): void {
    const before = this.#sum;
    const [part] = piece.parts;
    if (part === undefined || part.isEmpty === true) return; // without a row or a name
    const isSame = file === this.#file;
    this.#file = file;
    if (!isSame) this.#begin(part, piece);
    if (before === undefined) {
      this.#sum = piece;
      return;
    }
    const header = [...new Set([...before.header, ...piece.header])];
    const formats = new Map([...formatsOf(piece), ...formatsOf(before)]);
    const rulesOf = summaryRules(this.#rules, formats, this.#maxWords);
    this.#sum = {
      header,
      nameless: new Set([...before.nameless, ...piece.nameless]),
      labels: new Set([...before.labels, ...piece.labels]),
      rowCount: before.rowCount + piece.rowCount,
      formats: header.map((name) => formats.get(name)!),
      parts: isSame ? before.parts : [...before.parts, ...piece.parts],
      columns: header.map((name) =>
        addSummaries(columnOf(before, name), columnOf(piece, name), rulesOf(name)),
      ),
    };
  }

  /** @throws {DataValidationError} if there was no row */
  finish(): TableSummary {
    if (this.#sum === undefined || this.#sum.rowCount === 0) this.#files.finish(); // which throws
    return this.#sum!;
  }

  #begin(part: TableSummary['parts'][number], piece: TableSummary): void {
    if (part.isOpen === true) {
      const column = this.#files.beginOpen(part.source, part.format);
      for (const name of piece.header) column(name);
      return;
    }
    const names = piece.header.map((name) => (piece.nameless.has(name) ? '' : name));
    this.#files.begin(part, names);
  }
}

/** Rows of JSON Lines without a member have an empty cell. */
function columnOf({ header, columns, rowCount }: TableSummary, name: string): ColumnSummary {
  const found = columns[header.indexOf(name)];
  if (found !== undefined) return found;
  return {
    ...UNUSED,
    words: rowCount > 0 ? [''] : [],
    counts: new Float64Array(rowCount > 0 ? 1 : 0).fill(rowCount),
  };
}

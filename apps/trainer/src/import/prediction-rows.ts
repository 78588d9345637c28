import { basename } from 'node:path';

import { plainSpelling } from '@lambda-forest/schema';
import type { CellFormat } from '@lambda-forest/schema';
import { describeProblem, numberFormats, problemError, singleIssue } from '@lambda-forest/table';
import type {
  CsvProblem,
  CsvRow,
  CsvSink,
  Dialect,
  JsonLinesSink,
  ParquetSink,
  RowGroup,
  TableSinks,
} from '@lambda-forest/table';

import type { ReadingOptions } from '../options/data-options.ts';
import { guardMemory } from '../reading/require-memory.ts';
import { scanFile } from '../reading/scan-file.ts';
import { outputColumns } from './output-columns.ts';

/** The file says itself how it is written: the options are about `--data`. */
const AS_FOUND = {
  format: 'auto',
  'skip-rows': 0,
  'skip-rows-after-header': 0,
} as ReadingOptions;

const REMEDY = 'Write a row for each row of --data, with a number in each cell.';

/**
 * The cells of a table of predictions, of any format that tables are read from. Numbers have decimal points and no marks
 * of thousands.
 *
 * @param rowCount how many there should be: CSV of one row more has a header
 * @param classes whose columns are known by their names
 * @throws {UsageError} for a file that cannot be read
 * @throws {DataValidationError} for what is no table
 */
export async function predictionRows(
  path: string,
  rowCount: number,
  classes: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const source = basename(path);
  const rows = new PredictionRows(source);
  const request = { file: path, source, options: AS_FOUND, memory: guardMemory(source) };
  const nothing = { onBytes: () => undefined, onPiece: () => Promise.resolve(true) };
  await scanFile({ ...request, ...nothing }, rows);
  if (rows.isCsv && rows.rows.length === rowCount + 1) rows.names = rows.rows.shift();
  const places = rows.names && outputColumns(rows.names, classes);
  if (places === undefined) return rows.rows;
  return rows.rows.map((row) => places.map((place) => row[place] ?? ''));
}

/** Takes rows whatever their length: the check counts their cells. */
class PredictionRows implements TableSinks {
  readonly rows: string[][] = [];
  names: readonly string[] | undefined;
  isCsv = false;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  csv(dialect: Dialect): CsvSink {
    this.isCsv = true;
    const formatOf = numberFormats(dialect);
    let isIndexed = false; // by pandas, which leaves the first name empty
    const add = (row: CsvRow) => {
      const cells = cellsOf(row, formatOf);
      this.rows.push(isIndexed ? cells.slice(1) : cells);
    };
    return {
      begin(row) {
        isIndexed = row.length > 1 && row.text(0) === '';
        add(row);
      },
      addRow: add,
      refuse: (problem: CsvProblem, line: number) => {
        throw problemError(this.#source, line, describeProblem(problem, dialect.quote));
      },
    };
  }

  jsonLines(): JsonLinesSink {
    const refuse = (line: number, message: string): never => {
      throw singleIssue(this.#source, { row: line, message }, REMEDY);
    };
    return {
      addObject: (members, found) => {
        this.names ??= found;
        this.rows.push(this.names.map((name) => textOf(members[name])));
      },
      addOther: refuse,
      refuseLength: (line) => refuse(line, 'found a line of more than 2 MiB, expected less'),
    };
  }

  parquet(): ParquetSink {
    let group: string[][] = [];
    return {
      begin: (names, labels) => {
        const columns = [...names.keys()].filter((column) => !labels.has(names[column]!));
        this.names = columns.map((column) => names[column]!);
        return columns;
      },
      addColumn: (_, cells, { rowCount }: RowGroup) => {
        if (group.length === 0) group = Array.from({ length: rowCount }, () => []);
        cells.forEach((cell, row) => group[row]!.push(textOf(cell)));
      },
      endGroup: () => {
        for (const row of group) this.rows.push(row);
        group = [];
      },
    };
  }
}

/** Of one cell, the numbers that blanks separate, as numpy.savetxt writes them. */
function cellsOf(row: CsvRow, formatOf: (column: number) => CellFormat): string[] {
  const cells = row.texts().map((text) => text.trim());
  const [only = ''] = cells;
  if (cells.length === 1 && NUMBERS.test(only)) return only.split(/\s+/);
  return cells.map((text, column) => plainSpelling(text, formatOf(column)) || text);
}

/** Two at least. No two parts can match the same characters. */
const NUMBERS = /^[+-]?[\d.]\S*(?:\s+[+-]?[\d.]\S*)+$/;

/** Nothing of a missing value, or of one that has parts. */
function textOf(value: unknown): string {
  const isPlain = ['number', 'string', 'boolean'].includes(typeof value);
  return isPlain ? String(value) : '';
}

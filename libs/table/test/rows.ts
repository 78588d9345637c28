import type { CsvSink, JsonLinesSink, TableSinks } from '../src/index.ts';

export interface ReadRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Keeps all rows of CSV, and what was wrong. */
export class CsvRowsSink implements CsvSink {
  readonly rows: ReadRow[] = [];
  readonly problems: string[] = [];

  begin(row: Parameters<CsvSink['begin']>[0]): void {
    this.addRow(row);
  }

  addRow(row: Parameters<CsvSink['addRow']>[0]): void {
    this.rows.push({ line: row.line, cells: row.texts() });
  }

  refuse(problem: string, line: number): void {
    this.problems.push(`${line}: ${problem}`);
  }
}

/** Keeps all rows of any text, each with what tells its format. */
export class AnyRowsSink implements TableSinks {
  readonly csvRows = new CsvRowsSink();
  readonly objects: [number, unknown][] = [];
  kind = '';

  csv(...[dialect, encoding]: Parameters<TableSinks['csv']>): CsvSink {
    this.kind = `${encoding} ${dialect.delimiter}${dialect.quote}`;
    return this.csvRows;
  }

  jsonLines(encoding: string): JsonLinesSink {
    this.kind = `${encoding} JSON Lines`;
    return {
      addObject: (members, _, line) => this.objects.push([line, members]),
      addOther: (line, message) => this.objects.push([line, message]),
      refuseLength: (line) => {
        throw new Error(`line ${line} is too long`);
      },
    };
  }

  parquet(): never {
    throw new Error('Found Parquet, expected a text.');
  }
}

/** Hands a text on in pieces of some characters, which are never cut. */
export function pushText(scanner: { push(bytes: Uint8Array): void }, text: string, piece: number) {
  const characters = Array.from(text);
  for (let at = 0; at < characters.length; at += piece) {
    scanner.push(Buffer.from(characters.slice(at, at + piece).join('')));
  }
}

/**
 * Time and memory of turning a CSV file into columns, compared with the parser alone. The table is made while it is
 * read, the same in every run: numbers with and without fractions, and categories; in a second table the categories
 * are quoted, and in a third two of the numbers are dates and moments. Times are processor time of this process,
 * without the time of making the text. Memory is the peak of resident memory minus that before reading, over 8 bytes
 * per cell.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { choice, defineCommand, integer } from '@lambda-forest/cli';
import { TableReader } from '@lambda-forest/data';
import { CsvScanner } from '@lambda-forest/table';

import { BenchError } from '../errors.ts';
import { HEADER, makePiece, ROWS_PER_PIECE } from './made-csv.ts';
import type { TableStyle } from './made-csv.ts';

const PIECES = 40;
const BYTES_PER_CELL = 8;
const COLUMNS = HEADER.split(',').length;

/** Takes the pieces of a table; an empty one ends it. */
type Reader = (piece: Buffer) => void;

/** What is measured, each in a process of its own: the peak of memory is that of a process. */
const CASES: Readonly<Record<string, readonly [label: string, TableStyle, () => Reader]>> = {
  parser: ['parser alone, to texts', 'plain', parserAlone],
  'parser-quoted': ['parser alone, quoted', 'quoted', parserAlone],
  'parser-dates': ['parser alone, with dates', 'dated', parserAlone],
  columns: ['to columns', 'plain', toColumns],
  'columns-quoted': ['to columns, quoted', 'quoted', toColumns],
  'columns-dates': ['to columns, with dates', 'dated', toColumns],
};

export const readCommand = defineCommand({
  options: {
    megabytes: { kind: integer(1, 100_000), default: 1_000, description: 'Size of the table.' },
    case: {
      kind: choice('all', ...Object.keys(CASES)),
      default: 'all',
      description: 'What to measure.',
    },
  },
  run(options, shell) {
    const only = CASES[options.case];
    if (only === undefined) measureAll(options.megabytes);
    else shell.say(measure(...only, options.megabytes));
    return Promise.resolve();
  },
});

function measureAll(megabytes: number): void {
  const program = fileURLToPath(new URL('../main.ts', import.meta.url));
  for (const name of Object.keys(CASES)) {
    const args = [program, 'read', `--megabytes=${megabytes}`, `--case=${name}`];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) throw new BenchError(`Found ${name} failing.`, 'See its own message above.');
  }
}

function measure(label: string, style: TableStyle, begin: () => Reader, megabytes: number): string {
  const pieces = Array.from({ length: PIECES }, (_, seed) => Buffer.from(makePiece(style, seed)));
  const before = process.memoryUsage.rss();
  const push = begin();
  const start = process.cpuUsage();
  let bytes = 0;
  let rows = 0;
  push(Buffer.from(`${HEADER}\n`));
  for (let i = 0; bytes < megabytes * 1e6; i++) {
    const piece = pieces[i % pieces.length]!;
    push(piece);
    bytes += piece.length;
    rows += ROWS_PER_PIECE;
  }
  push(Buffer.alloc(0));
  const { user, system } = process.cpuUsage(start);
  const peak = process.resourceUsage().maxRSS * 1024 - before;
  const typed = rows * COLUMNS * BYTES_PER_CELL;
  return (
    `${label.padEnd(34)} ${(bytes / (user + system)).toFixed(0).padStart(5)} MB/s  ` +
    `${(peak / 1e6).toFixed(0).padStart(6)} MB over ${(typed / 1e6).toFixed(0)} MB typed: ${(peak / typed).toFixed(2)}`
  );
}

function toColumns(): Reader {
  const reader = new TableReader('made');
  reader.begin('made');
  return (piece) => {
    if (piece.length > 0) {
      reader.push(piece);
      return;
    }
    reader.end();
    const { rowCount, columns } = reader.finish();
    if (rowCount === 0 || columns.length !== COLUMNS) throw new Error('Found another table.');
  };
}

function parserAlone(): Reader {
  let cells = 0;
  const scanner = new CsvScanner(
    { delimiter: ',', quote: '"', newline: '\n' },
    {
      begin: () => undefined,
      addRow: (row) => (cells += row.texts().length),
      refuse: (problem) => {
        throw new Error(problem);
      },
    },
  );
  return (piece) => {
    scanner.push(piece);
    if (piece.length === 0 && cells === 0) throw new Error('Found no cells.');
  };
}

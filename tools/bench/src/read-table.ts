/**
 * Time and memory of turning a CSV file into columns, compared with the parser alone:
 *
 *     npx nx run bench:read                  # a table of 1,000 MB
 *     npx nx run bench:read --megabytes=100
 *
 * The table is made while it is read, the same in every run: numbers with and without fractions, and categories; in a
 * second table the categories are quoted, and in a third two of the numbers are dates and moments. Times are processor time of this process, without the time of making the text.
 * Memory is the peak of resident memory minus that before reading, over 8 bytes per cell.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { TableReader } from '@lambda-forest/data';
import { CsvScanner } from '@lambda-forest/table';

import { Random } from './tables/random.ts';

const ROWS_PER_PIECE = 4_000;
const megabytes = Number(/^--megabytes=(\d+)$/.exec(process.argv[2] ?? '')?.[1] ?? 1_000);

interface TableStyle {
  readonly isQuoted: boolean;
  readonly hasDates: boolean;
}

/** From the year 2001 on, twenty-five years. */
const FIRST_MOMENT_MS = 978_307_200_000;
const MOMENTS_MS = 788_400_000_000;
const DATE_COLUMN = 2;
const MOMENT_COLUMN = 5;

/** One piece of text; the others have other numbers. */
function makePiece({ isQuoted, hasDates }: TableStyle, seed: number): string {
  const random = new Random(seed);
  const next = () => random.uniform();
  let text = '';
  for (let row = 0; row < ROWS_PER_PIECE; row++) {
    for (let column = 0; column < 8; column++) {
      const moment = FIRST_MOMENT_MS + Math.floor(next() * MOMENTS_MS);
      const time = new Date(moment).toISOString().slice(0, 19);
      if (hasDates && column === DATE_COLUMN) text += `${time.slice(0, 10)},`;
      else if (hasDates && column === MOMENT_COLUMN) text += `${time.replace('T', ' ')},`;
      else text += `${(next() * 1000).toFixed(column % 4 === 0 ? 0 : 6)},`;
    }
    const town = Math.floor(next() * 50);
    text += `${isQuoted ? `"Town, no ${town}"` : `Town${town}`},${next() < 0.3 ? 'yes' : 'no'}\n`;
  }
  return text;
}

const HEADER = 'a,b,c,d,e,f,g,h,town,y\n';

function measure(label: string, style: TableStyle, begin: () => (piece: Buffer) => void): void {
  const pieces = Array.from({ length: 40 }, (_, seed) => Buffer.from(makePiece(style, seed)));
  const before = process.memoryUsage.rss();
  const push = begin();
  const start = process.cpuUsage();
  let bytes = 0;
  let rows = 0;
  push(Buffer.from(HEADER));
  for (let i = 0; bytes < megabytes * 1e6; i++) {
    const piece = pieces[i % pieces.length]!;
    push(piece);
    bytes += piece.length;
    rows += ROWS_PER_PIECE;
  }
  push(Buffer.alloc(0));
  const { user, system } = process.cpuUsage(start);
  const peak = process.resourceUsage().maxRSS * 1024 - before;
  console.log(
    `${label.padEnd(34)} ${(bytes / (user + system)).toFixed(0).padStart(5)} MB/s  ` +
      `${(peak / 1e6).toFixed(0).padStart(6)} MB over ${((rows * 80) / 1e6).toFixed(0)} MB typed: ${(peak / (rows * 80)).toFixed(2)}`,
  );
}

/** An empty piece ends the table. */
function ours(): (piece: Buffer) => void {
  const reader = new TableReader('made');
  reader.begin('made');
  return (piece) => {
    if (piece.length > 0) {
      reader.push(piece);
      return;
    }
    reader.end();
    const { rowCount, columns } = reader.finish();
    if (rowCount === 0 || columns.length !== 10) throw new Error('Found another table.');
  };
}

function parserAlone(): (piece: Buffer) => void {
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

const PLAIN: TableStyle = { isQuoted: false, hasDates: false };
const QUOTED: TableStyle = { isQuoted: true, hasDates: false };
const DATED: TableStyle = { isQuoted: false, hasDates: true };

const CASES: Readonly<Record<string, () => void>> = {
  parser: () => measure('parser alone, to texts', PLAIN, parserAlone),
  'parser-quoted': () => measure('parser alone, quoted', QUOTED, parserAlone),
  'parser-dates': () => measure('parser alone, with dates', DATED, parserAlone),
  columns: () => measure('to columns', PLAIN, ours),
  'columns-quoted': () => measure('to columns, quoted', QUOTED, ours),
  'columns-dates': () => measure('to columns, with dates', DATED, ours),
};

// One process for each, because the peak of memory is per process.
const only = process.argv[3];
if (only !== undefined) CASES[only]!();
else {
  for (const name of Object.keys(CASES)) {
    const args = [fileURLToPath(import.meta.url), `--megabytes=${megabytes}`, name];
    const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}

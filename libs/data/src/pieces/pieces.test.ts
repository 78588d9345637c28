import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { DataValidationError } from '@lambda-forest/table';

import { readDataset } from '../dataset/to-dataset.ts';
import type { ReadDataset } from '../dataset/to-dataset.ts';
import { TableReader } from '../table/table-reader.ts';
import type { Table } from '../table/table.ts';
import { planTable } from './table-plan.ts';
import type { TablePlan } from './table-plan.ts';
import { summarizeTable, SummarySum } from './table-summary.ts';

function read(lines: readonly string[], isPiece: boolean): Table {
  const pieces = isPiece ? { keepAllWords: true, mayBeEmpty: true } : {};
  const reader = new TableReader('x.csv', { format: 'csv', delimiter: ',', ...pieces });
  reader.begin('x.csv');
  reader.push(new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')));
  reader.end();
  return reader.finish();
}

function plan(
  [header, ...rows]: readonly string[],
  cuts: readonly number[],
  maxWords?: number,
): TablePlan {
  const sum = new SummarySum('x.csv', {}, maxWords);
  const ends = [...new Set(cuts.map((cut) => cut % (rows.length + 1)))].sort((a, b) => a - b);
  for (const [i, start] of [0, ...ends].entries()) {
    const piece = read([header!, ...rows.slice(start, ends[i])], true);
    sum.add(summarizeTable(piece, {}, maxWords), 'x.csv');
  }
  return planTable(sum.finish(), 'x.csv', {}, {}, maxWords);
}

/** Without what depends on the rows. */
function bare({ schema }: Pick<TablePlan, 'schema'>): unknown {
  const { features, target, task } = schema;
  return {
    task,
    target:
      'classes' in target ? { ...target, counts: 0 } : { name: target.name, format: target.format },
    features: features.map((feature) => {
      const { name, kind, missing } = feature;
      const rest =
        kind === 'numeric'
          ? { source: feature.source, format: feature.format }
          : { levels: feature.levels, boolean: feature.boolean };
      return { name, kind, ...rest, isMissing: missing > 0 };
    }),
  };
}

/** What a reading says: a value, or why there is none, without lines. */
function outcome<T>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DataValidationError)) throw error;
    return error.issues.map(({ column, message }) => `${column}: ${message}`).join('\n');
  }
}

const ONLY_IN_PIECES = /learned from whole tables only|tried out on whole tables only/;

const cellOf: readonly ((n: number) => string)[] = [
  (n) => String(n % 7),
  (n) => (n * 0.37).toFixed(2),
  (n) => ['red', 'green', 'blue', ''][n % 4]!,
  (n) => ['yes', 'no'][n % 2]!,
  (n) => `2024-0${1 + (n % 9)}-1${n % 10}`,
  (n) => `${10 + (n % 19)}/0${1 + (n % 9)}/2023 1${n % 10}:30`,
  (n) => ['', 'NA', '?', '5', ' 7 ', '5.0'][n % 6]!,
  () => 'same',
  () => '',
  (n) => `name ${n % 400}`,
  (n) => String(1000 + n * 13),
  (n) => `00${n % 12}`,
  (n) => ['1', '2', '3', 'x'][n % 4]!,
  (n) => (n % 30 === 29 ? 'oops' : String(n / 4)),
  (n) => `0${1 + (n % 9)}/0${1 + (n % 8)}/2023`,
];
const names = ['a', 'row_id', 'b', 'price', 'when', 'c'];

const table = fc
  .record({
    kinds: fc.array(fc.integer({ min: 0, max: cellOf.length - 1 }), { minLength: 2, maxLength: 6 }),
    numbers: fc.array(fc.nat(100_000), { minLength: 2, maxLength: 120 }),
    isInOrder: fc.boolean(),
  })
  .map(({ kinds, numbers, isInOrder }) => [
    kinds.map((_, i) => names[i]!).join(','),
    ...numbers.map((n, row) => kinds.map((kind) => cellOf[kind]!(isInOrder ? row : n)).join(',')),
  ]);

describe('a table in pieces', () => {
  test('is planned as it is read on one machine, whatever the pieces', () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(), { maxLength: 5 }), (lines, cuts) => {
        const whole = outcome((): ReadDataset => readDataset(read(lines, false)));
        const inPieces = outcome(() => plan(lines, cuts));
        if (typeof inPieces === 'string' && ONLY_IN_PIECES.test(inPieces)) return;
        if (typeof whole === 'string' || typeof inPieces === 'string') {
          expect(typeof inPieces).toBe(typeof whole);
          return;
        }
        expect(bare(inPieces)).toEqual(bare(whole.dataset));
        expect(inPieces.columns).toEqual(whole.columns);
        expect(inPieces.rowCount).toBe(whole.dataset.rowCount);
      }),
    );
  });

  test('has the values that the whole table has', () => {
    fc.assert(
      fc.property(table, fc.array(fc.nat(), { maxLength: 5 }), (lines, cuts) => {
        const inPieces = outcome(() => plan(lines, cuts));
        if (typeof inPieces === 'string') return;
        const { dataset } = readDataset(read(lines, false));
        for (const [feature, values] of inPieces.values.entries()) {
          if (values === undefined) continue;
          const present = dataset.columns[feature]!.filter((value) => !Number.isNaN(value));
          const distinct = [...new Set(present.map((value) => value + 0))].sort((a, b) => a - b);
          expect([...values.minima]).toEqual(distinct);
          expect([...values.counts]).toEqual(
            distinct.map((one) => present.filter((value) => value === one).length),
          );
        }
      }),
    );
  });
});

describe('a column of very many different cells', () => {
  const ROWS = 7_000;
  const MAX_WORDS = 4_500;
  const kinds: Readonly<Record<string, (row: number) => string>> = {
    numbers: (row) => ((row * 7_919) % 100_003).toFixed(2),
    'numbers and gaps': (row) => (row % 3 === 0 ? '' : String(row * 1.5)),
    'numbers and a mistake': (row) => (row === 6_500 ? 'oops' : String(row * 1.5)),
    dates: (row) => new Date(row * 3_600_000).toISOString().slice(0, 16),
    'dates of the day first': (row) =>
      `${1 + (row % 28)}/${1 + (row % 12)}/${1900 + (row % 300)} ${row % 24}:${10 + (row % 50)}`,
    'numbers that repeat': (row) => String(((row * 7_919) % 4_700) / 8),
  };
  const cuts = fc.array(fc.nat(), { maxLength: 4 });

  test.each(Object.keys(kinds))('%s are planned as on one machine', (kind) => {
    const lines = [
      'x,y',
      ...Array.from({ length: ROWS }, (_, row) => `${kinds[kind]!(row)},${row % 3}`),
    ];
    const whole = outcome(() => readDataset(read(lines, false)));
    fc.assert(
      fc.property(cuts, (places) => {
        const inPieces = outcome(() => plan(lines, places, MAX_WORDS));
        if (typeof whole === 'string') expect(inPieces).toBe(whole);
        else if (typeof inPieces === 'string') expect.fail(inPieces);
        else {
          expect(bare(inPieces)).toEqual(bare(whole.dataset));
          expect(inPieces.columns).toEqual(whole.columns);
          const { features } = inPieces.schema;
          for (const [i, { missing }] of features.entries()) {
            const counts = inPieces.values[i]!.counts.reduce((sum, rows) => sum + rows, 0);
            expect(counts).toBe(
              ROWS - (missing > 0 ? whole.dataset.schema.features[i]!.missing : 0),
            );
          }
        }
      }),
      { numRuns: 3 },
    );
  });

  test('under the name of an id is left out as on one machine', () => {
    for (const [sign, step] of [
      [1, 1],
      [-1, 5],
    ] as const) {
      const lines = [
        'row_id,x,y',
        ...Array.from({ length: ROWS }, (_, row) => `${sign * row * step},${row % 9},${row % 3}`),
      ];
      const { columns } = readDataset(read(lines, false));
      expect(columns[0]!.reason).toBe('identifier');
      expect(plan(lines, [17, 5_000], MAX_WORDS).columns).toEqual(columns);
    }
  });

  test.each([
    ['texts', (row: number) => `text ${row}`, 'more than 65,535 different texts'],
    [
      'numbers in a part, texts in another',
      (row: number) => (row < 4_200 ? String(row) : `t${row}`),
      'in some pieces',
    ],
    ['ids in no order', (row: number) => String((row * 7_919) % 100_003), 'whether they help'],
  ])('%s are refused with the remedy', (_, cell, message) => {
    const lines = [
      'id,x,y',
      ...Array.from({ length: 2 * ROWS }, (_, row) => `${cell(row)},${row % 9},${row % 3}`),
    ];
    expect(() => plan(lines, [4_200], MAX_WORDS)).toThrow(message);
  });
});

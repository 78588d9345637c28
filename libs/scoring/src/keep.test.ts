import { TextScanner } from '@lambda-forest/table';
import type { ParquetCell } from '@lambda-forest/table';
import { option } from '@lambda-forest/text';
import { describe, expect, test } from 'vitest';

import { quantities } from '../test/schemas.ts';
import { RowReader } from './index.ts';
import type { Keep, RowBatch } from './index.ts';

const RESERVED = ['prediction'];
const ALL: Keep = { columns: 'all', reserved: RESERVED };

interface Kept {
  readonly names: readonly string[];
  readonly rows: (readonly unknown[])[];
  readonly values: number[];
  readonly problems: string[];
}

/** What a file with the feature `x0` and other columns leaves beside its rows. */
function collect(keep: Keep | undefined, fill: (reader: RowReader) => void): Kept {
  const kept = { names: [] as readonly string[], rows: [], values: [], problems: [] } as {
    names: readonly string[];
    rows: (readonly unknown[])[];
    values: number[];
    problems: string[];
  };
  const onBatch = (batch: RowBatch) => {
    kept.names = batch.keptNames;
    kept.rows.push(...batch.kept);
    kept.values.push(...batch.rows.subarray(0, batch.count * batch.featureCount));
    kept.problems.push(...batch.problems.values());
  };
  const reader = new RowReader(quantities(1), { source: 'new', onBatch, keep, batchRows: 2 });
  fill(reader);
  reader.end();
  return kept;
}

const text = (content: string) => (reader: RowReader) => {
  const scanner = new TextScanner('new', {}, reader);
  scanner.push(Buffer.from(content));
  scanner.end();
};

/** Columns of one group of a Parquet file. */
const typed = (columns: Record<string, readonly ParquetCell[]>) => (reader: RowReader) => {
  const sink = reader.parquet();
  const names = Object.keys(columns);
  for (const column of sink.begin(names)) sink.addColumn(column, columns[names[column]!]!);
  const rowCount = Object.values(columns)[0]!.length;
  sink.endGroup({ index: 0, firstRow: 0, rowCount, byteCount: 0 });
};

const CSV = 'id,x0,note\n7,1.5,"a, b"\n8,2,c\n9,3\n';
const JSON_LINES = '{"id":7,"x0":1.5,"note":"a"}\n{"id":8,"x0":2}\n';
const TYPED = { id: [7, 8], x0: [1.5, 2], note: ['a', null] };

describe('columns that are kept', () => {
  test('of CSV are the texts of the cells, and empty where a row is too short', () => {
    expect(collect(ALL, text(CSV))).toMatchObject({
      names: ['id', 'x0', 'note'],
      rows: [
        ['7', '1.5', 'a, b'],
        ['8', '2', 'c'],
        ['9', '3', ''],
      ],
      problems: ['found 2 cells, expected 3'],
    });
  });

  test('of JSON Lines are the members, and null where one is absent', () => {
    const { names, rows, values } = collect(ALL, text(JSON_LINES));
    expect(names).toEqual(['id', 'x0', 'note']);
    expect(rows).toEqual([[7, 1.5, 'a'], [8, 2, null]]); // oxfmt-ignore
    expect(values).toEqual([1.5, 2]);
  });

  test('of Parquet are the values, whether or not the model reads them', () => {
    const { names, rows, values } = collect(ALL, typed(TYPED));
    expect(names).toEqual(['id', 'x0', 'note']);
    expect(rows).toEqual([[7, 1.5, 'a'], [8, 2, null]]); // oxfmt-ignore
    expect(values).toEqual([1.5, 2]);
  });

  test.each([
    ['CSV', text(CSV)],
    ['JSON Lines', text(JSON_LINES)],
    ['Parquet', typed(TYPED)],
  ])('of %s come in the order in which they are named, or not at all', (_, fill) => {
    const { names, rows } = collect({ columns: ['note', 'id'], reserved: RESERVED }, fill);
    expect(names).toEqual(['note', 'id']);
    expect(rows[0]).toHaveLength(2);
    expect(collect(undefined, fill)).toMatchObject({ names: [], rows: [] });
  });

  test('of a line that is not an object are none', () => {
    const { rows, problems } = collect(ALL, text(`${JSON_LINES}[1]\n`));
    expect(rows[2]).toEqual([]);
    expect(problems[0]).toMatch(/^found JSON that is not an object/);
  });

  test('a member that the first row has not is named, never dropped', () => {
    const { problems } = collect(ALL, text('{"x0":1}\n{"x0":2,"id":8}\n'));
    expect(problems).toEqual([
      `member "id": found it in this row and not in the first, expected the same; name columns with ${option('keep')}`,
    ]);
  });
});

describe('columns that cannot be kept are refused:', () => {
  test.each<[string, Keep['columns'], RegExp, string]>([
    ['a missing one, with the nearest name', ['nota'], /no such column.*"note"/s, CSV],
    ['a missing one of another name', ['zzz'], /no such column/, CSV],
    ['one that is there twice', ['id'], /found the column twice/, 'id,x0,id\n1,2,3\n'],
    ['one that is named twice', ['id', 'x0', 'id'], /found the column twice after/, 'id,x0\n1,2\n'],
    ['one named as an answer is', 'all', /named as an answer/, 'prediction,x0\n1,2\n'],
  ])('%s', (_, columns, message, content) => {
    expect(() => collect({ columns, reserved: RESERVED }, text(content))).toThrow(message);
  });
});

import { describeRows, withNumbers, withSchema } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { binTable, growTrees, mergeParts } from '@lambda-forest/histogram';
import type { growForest } from '@lambda-forest/histogram';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { classificationTable, regressionTable } from '../../test/tables.ts';
import { DEFAULT_FOREST_OPTIONS } from '../forest-options.ts';
import { createHistogramEngine } from '../histogram-engine.ts';
import { columnSources } from '../histogram/growth-problem.ts';
import { codeRows } from './code-rows.ts';
import { decodeCodedRows, encodeCodedRows } from './coded-file.ts';
import { CodedTable, joinedRowBytes } from './coded-table.ts';
import { codingOf } from './coding.ts';
import type { Coding } from './coding.ts';
import { codedTable, grownTable, growthCoding } from './grown-table.ts';

/** Any table of numbers, with a category of any number of levels, as it is read as a whole. */
const tables = fc
  .record({
    rowCount: fc.integer({ min: 2, max: 40 }),
    levelCount: fc.constantFrom(1, 3, 255, 256),
    isQuantity: fc.boolean(),
  })
  .chain(({ rowCount, levelCount, isQuantity }) => {
    const cells = (cell: fc.Arbitrary<number>) =>
      fc.array(fc.oneof({ weight: 5, arbitrary: cell }, fc.constant(NaN)), {
        minLength: rowCount - 1,
        maxLength: rowCount - 1,
      });
    return fc
      .record({
        whole: cells(fc.nat(9)),
        any: cells(fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((value) => value + 0)),
        level: cells(fc.nat(levelCount - 1)),
        target: fc.array(fc.nat(2), { minLength: rowCount - 2, maxLength: rowCount - 2 }),
      })
      .map(({ whole, any, level, target }) => {
        const columns = [
          [...whole, 1],
          [...any, 0],
          [...level, 0],
        ];
        const make = isQuantity ? regressionTable : classificationTable;
        return withCategory(make(columns, [0, 1, ...target]), levelCount);
      });
  });

function withCategory(dataset: Dataset<Float64Array>, levelCount: number): Dataset<Float64Array> {
  const levels = Array.from({ length: levelCount }, (_, level) => `level ${level}`);
  const encode = levelCount > 32 ? ('names' as const) : undefined;
  const [whole, any] = dataset.schema.features;
  const category = {
    kind: 'categorical' as const,
    name: 'c',
    levels,
    counts: [],
    missing: 0,
    ...(encode && { encode }),
  };
  const given = { ...dataset.schema, features: [whole!, any!, category] };
  const bare = withSchema(dataset, given);
  return withSchema(bare, describeRows(bare, rowsOf(bare)));
}

function rowsOf({ rowCount }: { readonly rowCount: number }): Uint32Array {
  return Uint32Array.from({ length: rowCount }, (_, row) => row);
}

function codingFor(dataset: Dataset<Float64Array>): Coding {
  const bins = columnSources(dataset).map((source) =>
    source.kind === 'numeric'
      ? binTable([source]).features[0]!
      : { kind: source.kind, codeCount: source.levelCount },
  );
  const { schema } = dataset;
  return codingOf(bins, schema.task === 'classification' ? schema.target.classes.length : 0);
}

/** Codes the rows in pieces that end where they are told, each by way of a file, and puts them together. */
function throughPieces(dataset: Dataset<Float64Array>, ends: readonly number[]) {
  const coding = codingFor(dataset);
  const table = new CodedTable(dataset.schema, coding, dataset.rowCount);
  let start = 0;
  for (const end of [...ends, dataset.rowCount]) {
    const rows = codeRows(
      rowsBetween(dataset, start, end),
      rowsOf({ rowCount: end }).slice(start),
      coding,
    );
    const bytes = new Uint8Array(Buffer.concat([...encodeCodedRows(rows, coding)]));
    table.add(decodeCodedRows(bytes, coding));
    start = end;
  }
  return table.finish();
}

function rowsBetween(
  dataset: Dataset<Float64Array>,
  start: number,
  end: number,
): Dataset<Float64Array> {
  const rows = {
    rowCount: end - start,
    columns: dataset.columns.map((column) => column.slice(start, end)),
  };
  return dataset.task === 'classification'
    ? { ...dataset, ...rows, target: dataset.target.slice(start, end) }
    : { ...dataset, ...rows, target: dataset.target.slice(start, end) };
}

/** As other machines do, which have the table from a file. */
const growApart: typeof growForest = (given) => {
  const coding = growthCoding(given.problem);
  const chunks = encodeCodedRows(codedTable(given.problem), coding);
  const file = new Uint8Array(Buffer.concat([...chunks]));
  const problem = { ...given.problem, ...grownTable(decodeCodedRows(file, coding), coding) };
  const job = { ...given, problem };
  const trees = Array.from({ length: job.trees }, (_, tree) => tree);
  const parts = [1, 2, 0].map((part) =>
    growTrees(
      job,
      trees.filter((tree) => tree % 3 === part),
    ),
  );
  return Promise.resolve(mergeParts(job.problem.table, job.problem.target, parts));
};

test('a table that was cut in any way is the one that was read as a whole', () => {
  fc.assert(
    fc.property(tables, fc.array(fc.nat(40), { maxLength: 4 }), (dataset, cuts) => {
      const ends = cuts.map((cut) => cut % dataset.rowCount).sort((a, b) => a - b);
      const joined = throughPieces(dataset, ends);
      expect(withNumbers(joined.dataset)).toStrictEqual(dataset);
      expect([...joined.lines]).toEqual([...rowsOf(dataset)]);
    }),
  );
});

test('its forest is the same, wherever its trees are grown', async () => {
  await fc.assert(
    fc.asyncProperty(tables, fc.nat(40), async (dataset, cut) => {
      const joined = throughPieces(dataset, [cut % dataset.rowCount]);
      fc.pre(joined.known.columns.length === dataset.columns.length); // names are numbers of each fit
      const options = {
        ...DEFAULT_FOREST_OPTIONS,
        nEstimators: 5,
        criterion: dataset.task === 'regression' ? ('squared_error' as const) : ('gini' as const),
      };
      const engine = createHistogramEngine(1, { known: joined.known, grow: growApart });
      const apart = await (await engine.prepare(joined.dataset)).fit(rowsOf(dataset), options);
      const whole = await (
        await createHistogramEngine(1).prepare(dataset)
      ).fit(rowsOf(dataset), options);
      expect(apart.forest).toStrictEqual(whole.forest);
      expect(apart.importances).toStrictEqual(whole.importances);
      expect(apart.outOfBag).toStrictEqual(whole.outOfBag);
    }),
  );
});

const SMALL = regressionTable([[1, 2, 3, NaN]], [0, 1, 0.5, 2]);

test('numbers beyond all codes are kept as they are', () => {
  const x = Array.from({ length: 70_000 }, (_, row) => Math.sin(row));
  const dataset = regressionTable([x], x);
  const { features } = binTable(columnSources(dataset));
  expect(features[0]!.codeCount).toBeLessThan(70_000);
  const joined = throughPieces(dataset, [1_000, 69_000]);
  expect(joined.dataset.columns).toEqual(dataset.columns);
  expect(joined.known.table.columns.map((column) => [...column])).toEqual(
    binTable(columnSources(dataset)).columns.map((column) => [...column]),
  );
});

test('a number of few different ones takes the bytes of its code alone', () => {
  const many = Array.from({ length: 70_000 }, (_, row) => Math.sin(row));
  const few = many.map((_, row) => row % 300);
  const dataset = regressionTable([few, many, few.map((value) => value % 2)], many);
  const [ofFew, ofMany, ofTwo] = throughPieces(dataset, []).dataset.columns;
  expect([ofFew, ofTwo]).toMatchObject([
    { codes: { BYTES_PER_ELEMENT: 2 } },
    { codes: { BYTES_PER_ELEMENT: 1 } },
  ]);
  expect(ofMany).toBeInstanceOf(Float64Array);
  // Codes of 2, 2 and 1 bytes, one number, a target and a line.
  expect(joinedRowBytes(codingFor(dataset))).toBe(2 + 2 + 1 + 8 + 8 + 4);
});

test('names may be more than there are codes of a fit', () => {
  const dataset = withCategory(
    regressionTable(
      [
        [1, 2],
        [3, 4],
        [65_536, 3],
      ],
      [0, 1],
    ),
    70_000,
  );
  const joined = throughPieces(dataset, [1]);
  expect(withNumbers(joined.dataset).columns).toEqual(dataset.columns);
  expect(joined.known.columns).toHaveLength(2);
});

test('another table than the bins were found of is refused', () => {
  const coding = codingFor(SMALL);
  const other = regressionTable([[1, 2.5]], [0, 1]);
  expect(() => codeRows(other, rowsOf(other), coding)).toThrow(
    'Found 2.5 in column "x0", which the table did not have when it was read before',
  );
  const table = new CodedTable(SMALL.schema, coding, 3);
  expect(() => table.finish()).toThrow('Found 0 rows in all pieces of the table, expected 3');
  const rows = codeRows(SMALL, rowsOf(SMALL), coding);
  expect(() => table.add(rows)).toThrow('Found 4 rows in all pieces of the table, expected 3');
});

test('a file that was changed anywhere is refused, and one that was made on purpose too', () => {
  const coding = codingFor(SMALL);
  const rows = codeRows(SMALL, rowsOf(SMALL), coding);
  const fileOf = (some = rows, of = coding) =>
    new Uint8Array(Buffer.concat([...encodeCodedRows(some, of)]));
  const file = fileOf();
  expect(decodeCodedRows(file, coding)).toEqual(rows);
  for (let at = 0; at < file.length; at++) {
    const changed = file.slice();
    changed[at]! ^= 64;
    expect(() => decodeCodedRows(changed, coding)).toThrow('Found coded rows');
    expect(() => decodeCodedRows(file.slice(0, at), coding)).toThrow('Found coded rows');
  }
  const [column] = rows.columns;
  const wild = { ...rows, columns: [{ ...column!, codes: Uint8Array.of(0, 9, 0, 0) }] };
  expect(() => decodeCodedRows(fileOf(wild), coding)).toThrow('with a code above all others');
  const classes = codingOf(coding.bins, 2);
  const foreign = { ...rows, target: Int32Array.of(0, 1, 2, 0) };
  expect(() => decodeCodedRows(fileOf(foreign, classes), classes)).toThrow('with a class');
  expect(() => decodeCodedRows(file, classes)).toThrow('of another table');
});

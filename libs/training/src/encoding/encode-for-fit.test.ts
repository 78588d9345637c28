import { encodeDataset, scaleDataset } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { parseSchema } from '@lambda-forest/schema';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { tableWith } from '../../test/names.ts';
import { encodeForFit } from './encode-for-fit.ts';
import type { EncodingOptions } from './encoding-folds.ts';

const SEED = { seed: 1 };
const LEVELS = ['Ada', 'Bob', 'Cid', 'Dan'];

/** Rows of names and targets, some of them in the fit. Most targets go with the name: otherwise all names are one. */
const tables = fc
  .array(
    fc.record({
      code: fc.oneof({ weight: 9, arbitrary: fc.nat(3) }, fc.constant(NaN)),
      noise: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(2)),
      weight: fc.integer({ min: 1, max: 3 }),
      isFit: fc.boolean(),
      at: fc.nat(6),
    }),
    { minLength: 8, maxLength: 40 },
  )
  .chain((rows) => fc.record({ rows: fc.constant(rows), classes: fc.constantFrom(undefined, 3) }))
  .map(({ rows, classes }) => {
    const of = <T>(pick: (row: (typeof rows)[number]) => T) => rows.map(pick);
    const codes = of(({ code }) => code);
    const names = { encode: 'names', levels: LEVELS, codes } as const;
    const y = of(({ code, noise }) => ((code || 0) + noise) % 3);
    return {
      dataset: {
        ...tableWith(names, [y], y, classes),
        weights: Float64Array.from(of((row) => row.weight)),
      },
      fit: Uint32Array.from(
        [0, ...rows.keys()].filter((row, i) => i === 0 || (row > 0 && rows[row]!.isFit)),
      ),
      at: Uint32Array.from(of((row) => row.at)),
    };
  });

function withTarget(
  dataset: Dataset<Float64Array>,
  change: (target: number[]) => void,
): Dataset<Float64Array> {
  const target = [...dataset.target];
  change(target);
  return dataset.task === 'classification'
    ? { ...dataset, target: Int32Array.from(target) }
    : { ...dataset, target: Float64Array.from(target) };
}

/** The numbers of the names; the column of targets itself is left out. */
function numbers(dataset: Dataset<Float64Array>, rows: Uint32Array, options: EncodingOptions) {
  return encodeForFit(dataset, rows, options).columns.slice(0, -1);
}

test('a name has the mean of its rows, drawn towards the mean of all, and how many they are', () => {
  const names = { encode: 'names', levels: LEVELS, codes: [0, 0, 1, 1, 2, 2, 3, NaN] } as const;
  const y = [9, 11, 19, 21, 29, 31, 500, 0];
  const dataset = tableWith(names, [y], y);
  const view = encodeForFit(dataset, Uint32Array.of(0, 1, 2, 3, 4, 5), SEED);
  const smoothed = (mean: number) => 20 + (2 / (2 + 2 / 99)) * (mean - 20);
  expect(view.schema.encodings).toEqual([
    {
      column: 'name',
      levels: ['Ada', 'Bob', 'Cid'],
      values: [[10, 20, 30].map((mean) => expect.closeTo(smoothed(mean), 3)), [2, 2, 2]],
      unseen: [20, 0],
    },
  ]);
  expect(view.schema.features.map(({ name }) => name)).toEqual(['name.mean', 'name.count', 'x0']);
  expect(view.columns.map((column) => [column[6], column[7]])).toEqual([
    [20, NaN], // a name that the fit did not see, and none
    [0, NaN],
    [500, 0],
  ]);
  expect(view.columns[2]).toBe(dataset.columns[1]);
});

test('classes have a share each, of two the second alone', () => {
  const names = { encode: 'names', levels: LEVELS, codes: [0, 0, 1, 1] } as const;
  const rows = Uint32Array.of(0, 1, 2, 3);
  const namesOf = (classes: number) =>
    encodeForFit(tableWith(names, [], [0, 0, 1, 1], classes), rows, SEED).schema;
  expect(namesOf(2).features.map(({ name }) => name)).toEqual(['name.share.class 1', 'name.count']);
  expect(namesOf(2).encodings![0]!.values[0]).toEqual([0, 1]);
  expect(namesOf(3).features).toHaveLength(4);
});

test('a model knows at most 65,535 names, the commonest', () => {
  const levels = Array.from({ length: 65_536 }, (_, level) => `name ${level}`);
  const codes = [0, ...levels.keys(), 65_535];
  const y = codes.map((code) => code % 7);
  const dataset = tableWith({ encode: 'names', levels, codes }, [], y);
  const rows = Uint32Array.from(codes.keys());
  const { schema } = encodeForFit(dataset, rows, SEED);
  expect(() => parseSchema(schema)).not.toThrow();
  expect(schema.encodings![0]!.levels).toHaveLength(65_535);
  expect(schema.encodings![0]!.levels.slice(0, 2)).toEqual(['name 0', 'name 65535']);
});

test('a closed column has all names of the dataset, and no others', () => {
  const names = { encode: 'names', levels: LEVELS, codes: [0, 0, 1, 1, 3] } as const;
  const dataset = tableWith(names, [], [1, 1, 2, 2, 9]);
  const rows = Uint32Array.of(0, 1, 2, 3);
  const open = encodeForFit(dataset, rows, SEED).schema.encodings![0]!;
  const table = encodeForFit(dataset, rows, { ...SEED, closed: new Set(['name']) }).schema
    .encodings![0]!;
  expect(table.levels).toEqual(LEVELS);
  expect(table.values.map((values) => values.slice(2))).toEqual(
    open.unseen!.map((value) => [value, value]),
  );
  expect(table.unseen).toBeUndefined();
});

test('targets of rows outside of the fit change nothing', () => {
  fc.assert(
    fc.property(tables, fc.nat(2), ({ dataset, fit, at }, y) => {
      const other = withTarget(dataset, (target) => {
        for (const row of target.keys()) if (!fit.includes(row)) target[row] = y;
      });
      for (const options of [
        SEED,
        { ...SEED, groups: at },
        { ...SEED, times: Float64Array.from(at) },
      ]) {
        expect(encodeForFit(other, fit, options).schema).toEqual(
          encodeForFit(dataset, fit, options).schema,
        );
        expect(numbers(other, fit, options)).toEqual(numbers(dataset, fit, options));
      }
    }),
    { numRuns: 100 },
  );
});

test('names by codes become the same numbers, and other columns stay what they are', () => {
  fc.assert(
    fc.property(tables, ({ dataset, fit }) => {
      const [names, other] = dataset.columns;
      const values = Float64Array.of(...LEVELS.keys(), NaN);
      const codes = Uint8Array.from(names!, (code) => (Number.isNaN(code) ? LEVELS.length : code));
      const bins = { codes: new Uint8Array(other!), values: Float64Array.of(0, 1, 2) };
      const columns = [{ codes, values }, bins];
      const coded: Dataset =
        dataset.task === 'classification' ? { ...dataset, columns } : { ...dataset, columns };
      const view = encodeForFit(coded, fit, SEED);
      expect(view.columns.slice(0, -1)).toEqual(numbers(dataset, fit, SEED));
      expect(view.columns.at(-1)).toBe(bins);
    }),
  );
});

test('other rows get what the service will make of their names', () => {
  fc.assert(
    fc.property(tables, ({ dataset, fit }) => {
      const view = encodeForFit(dataset, fit, SEED);
      const schema = parseSchema(JSON.parse(JSON.stringify(view.schema)));
      const served = encodeDataset(dataset, schema);
      for (const [feature, column] of view.columns.entries()) {
        for (let row = 0; row < dataset.rowCount; row++) {
          if (!fit.includes(row)) expect(column[row]).toBe(served.columns[feature]![row]);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('rows learn from others alone: not from themselves, nor from their group, nor from later rows', () => {
  fc.assert(
    fc.property(tables, ({ dataset: { weights: _, ...plain }, fit, at }) => {
      const dataset = plain as Dataset<Float64Array>;
      const codes = dataset.columns[0]!;
      const expectCounts = (
        options: EncodingOptions,
        mayLearn: (row: number, other: number) => boolean,
      ) => {
        const count = numbers(dataset, fit, options).at(-1)!;
        for (const row of fit) {
          if (Number.isNaN(codes[row])) continue;
          const most = fit.filter((other) => codes[other] === codes[row] && mayLearn(row, other));
          expect(count[row]).toBeLessThanOrEqual(most.length);
        }
      };
      expectCounts(SEED, (row, other) => other !== row);
      expectCounts({ ...SEED, groups: at }, (row, other) => at[other] !== at[row]);
      expectCounts(
        { ...SEED, times: Float64Array.from(at) },
        (row, other) => at[other]! < at[row]!,
      );
    }),
    { numRuns: 100 },
  );
});

test('targets that change places behind a row do not change its numbers', () => {
  fc.assert(
    fc.property(tables, ({ dataset: { weights: _, ...plain }, at }) => {
      const dataset = plain as Dataset<Float64Array>;
      const [codes] = dataset.columns;
      const rows = Uint32Array.from(at.keys());
      const options = { ...SEED, times: Float64Array.from(at) };
      const before = numbers(dataset, rows, options);
      for (const row of rows) {
        const [one, other] = rows.filter(
          (each) => codes![each] === codes![row] && at[each]! >= at[row]!,
        );
        if (one === undefined || other === undefined) continue;
        const swapped = withTarget(dataset, (target) => {
          [target[one], target[other]] = [target[other]!, target[one]!];
        });
        const after = numbers(swapped, rows, options);
        for (const [feature, column] of before.entries()) {
          expect(after[feature]![row]).toBeCloseTo(column[row]!, 9);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('the unit of weights does not matter, but a row of more weight counts more', () => {
  const names = { encode: 'names', levels: LEVELS, codes: [0, 0, 1, 1, 1] } as const;
  const dataset = tableWith(names, [], [0, 4, 8, 8, 9]);
  const rows = Uint32Array.from(dataset.target.keys());
  const table = (weights: number[]) =>
    encodeForFit({ ...dataset, weights: Float64Array.from(weights) }, rows, SEED).schema
      .encodings![0]!;
  expect(table([10, 10, 10, 10, 10])).toEqual(
    encodeForFit(dataset, rows, SEED).schema.encodings![0],
  );
  expect(table([1, 9, 1, 1, 1]).values[0]![1]).toBeGreaterThan(
    table([9, 1, 1, 1, 1]).values[0]![0]!,
  );
});

test('the same seed deals the same folds, another one others', () => {
  const codes = Array.from({ length: 60 }, (_, row) => row % 4);
  const y = codes.map((code, row) => code + (row % 7));
  const dataset = tableWith({ encode: 'names', levels: LEVELS, codes }, [], y);
  const rows = Uint32Array.from(y.keys());
  const [first, again, other] = [1, 1, 2].map((seed) => encodeForFit(dataset, rows, { seed }));
  expect(again).toEqual(first);
  expect(other!.columns).not.toEqual(first!.columns);
  expect(other!.schema).toEqual(first!.schema);
});

test('a table without names is left as it is', () => {
  const dataset = tableWith({ encode: 'names', levels: LEVELS, codes: [0, 1] }, [[1, 2]], [1, 2]);
  const plain = encodeForFit(dataset, Uint32Array.of(0, 1), SEED);
  expect(encodeForFit(plain, Uint32Array.of(0, 1), SEED)).toBe(plain);
});

test('scaled features keep their scales, and the statistics of names have none', () => {
  const dataset = tableWith({ encode: 'names', levels: LEVELS, codes: [0, 1] }, [[1, 2]], [1, 2]);
  const scaled = scaleDataset(dataset, { center: [0, 1.5], scale: [1, 0.5] });
  const { schema } = encodeForFit(scaled, Uint32Array.of(0, 1), SEED);
  expect(schema.scaling).toEqual({ center: [0, 0, 1.5], scale: [1, 1, 0.5] });
});

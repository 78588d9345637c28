import { ForestBuilder } from '@lambda-forest/forest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { outOfBagByRow } from '../test/out-of-bag-by-row.ts';
import { classificationTable, regressionTable, uniforms } from '../test/tables.ts';
import { findEngine } from './engines.ts';
import { DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
import { scoreOutOfBag, scoreOutOfBagAfter } from './out-of-bag.ts';

describe('a forest of two trees', () => {
  const dataset = regressionTable([[1, 2, 3, 4]], [0, 0, 1, 1]);

  /** One split each: up to 2 the answers are 10 and 20, above it 30 and 40. */
  const builder = new ForestBuilder(1, 1);
  for (const [low, high] of [
    [10, 30],
    [20, 40],
  ] as const) {
    builder.addSplit({ feature: 0, threshold: 2, missingLeft: false });
    builder.addLeaf([low]);
    builder.addLeaf([high]);
  }
  const forest = builder.build();

  test('scores a row by the trees whose bag lacks it, and leaves it out if there are none', () => {
    const bags = [Uint32Array.of(3, 3, 0), Uint32Array.of(0, 2, 2)];
    const rows = Uint32Array.of(3, 2, 1, 0);
    const scored = scoreOutOfBag(forest, dataset, rows, (tree) => bags[tree]!);
    expect(Array.from(scored.rows)).toEqual([1, 2, 3]); // row 0 is in both bags
    expect(Array.from(scored.scores)).toEqual([15, 30, 40]);
  });

  test('does not score a row that the fit did not have', () => {
    const rows = Uint32Array.of(2, 1, 1);
    const scored = scoreOutOfBag(forest, dataset, rows, () => Uint32Array.of(1));
    expect(Array.from(scored.rows)).toEqual([2]);
  });
});

describe.each(['histogram', 'ml-random-forest'])('a forest of %s', (name) => {
  const columns = [1, 2].map((seed) => Array.from({ length: 60 }, uniforms(seed)));
  const dataset = classificationTable(
    columns,
    columns[0]!.map((value, i) => (value + columns[1]![i]! > 1 ? 1 : 0)),
  );
  const rows = Uint32Array.from({ length: 50 }, (_, i) => i + 5);
  const options = { ...DEFAULT_FOREST_OPTIONS, nEstimators: 12 };

  test('has the out-of-bag scores of the fit after its last tree', async () => {
    const prepared = await findEngine(name, 1).prepare(dataset);
    const { forest, bagOf, outOfBag } = await prepared.fit(rows, options);
    const curve = scoreOutOfBagAfter(forest, dataset, rows, bagOf!, [1, 5, 12]);
    expect(curve.map(({ trees }) => trees)).toEqual([1, 5, 12]);
    expect(curve[2]).toEqual({ trees: 12, ...outOfBag });

    const inFirstBag = new Set(bagOf!(0));
    expect([...curve[0]!.rows]).toEqual([...rows].filter((row) => !inFirstBag.has(row)));
    expect(curve[0]!.rows.length).toBeLessThan(curve[1]!.rows.length);
  });

  test('has no bags without bootstrap', async () => {
    const prepared = await findEngine(name, 1).prepare(dataset);
    expect((await prepared.fit(rows, { ...options, bootstrap: false })).bagOf).toBeUndefined();
  });
});

test('after any number of trees, rows and scores are those of the definition', async () => {
  const columns = [1, 2].map((seed) => Array.from({ length: 1_300 }, uniforms(seed))); // three blocks
  const dataset = classificationTable(
    columns,
    columns[0]!.map((value, i) => Math.floor(value * 2 + columns[1]![i]!)),
  );
  const options = { ...DEFAULT_FOREST_OPTIONS, nEstimators: 6, maxDepth: 4 };
  const all = Uint32Array.from({ length: 1_300 }, (_, i) => i);
  const { forest } = await (await findEngine('histogram', 1).prepare(dataset)).fit(all, options);
  const someRows = fc.uint32Array({ min: 0, max: 1_299, minLength: 1, maxLength: 600 });
  fc.assert(
    fc.property(
      someRows,
      fc.array(someRows, { minLength: 6, maxLength: 6 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 6 })),
      (rows, bags, counts) => {
        const treeCounts = counts.sort((a, b) => a - b);
        const found = scoreOutOfBagAfter(forest, dataset, rows, (tree) => bags[tree]!, treeCounts);
        const expected = treeCounts.map((trees) => ({
          trees,
          ...outOfBagByRow(forest, dataset, rows, bags.slice(0, trees)),
        }));
        expect(found).toStrictEqual(expected);
      },
    ),
    { numRuns: 30 },
  );
});

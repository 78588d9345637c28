/** Trees that split columns of single bins, as trees of the table: every number goes the way it goes in Python. */
import { ForestBuilder, predictBatch } from '@lambda-forest/forest';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { ForeignNode } from '../preorder.ts';
import { inputsOf } from './inputs.ts';
import type { BinColumn, StepColumn } from './steps/step-column.ts';

/** Columns 0 to `ends.length` of one source: 1 in the rows of a bin. */
function columnsOf(source: number, ends: readonly number[], missing: number | undefined) {
  return Array.from({ length: ends.length + 1 }, (_, bin): BinColumn => {
    const missingValue = missing === undefined ? undefined : Number(missing === bin);
    const valueOf = (number: number) => Number(number === bin);
    return { kind: 'bins', source, ends, missing: missingValue, valueOf };
  });
}

const numbers = fc.integer({ min: -4, max: 4 });
const column = fc.record({
  ends: fc
    .array(numbers, { minLength: 1, maxLength: 4 })
    .map((list) => list.toSorted((a, b) => a - b)),
  missing: fc.option(fc.integer({ min: 0, max: 1 }), { nil: undefined }),
});

/** A complete tree of a depth: splits by their features and sides, leaves by their order. */
const DEPTH = 4;
const SPLITS = 2 ** DEPTH - 1;
const splits = fc.array(fc.record({ feature: fc.nat(), missingLeft: fc.boolean() }), {
  minLength: SPLITS,
  maxLength: SPLITS,
});

test('a split of a bin has the same side for every number, and for a missing one', () => {
  fc.assert(
    fc.property(fc.array(column, { minLength: 1, maxLength: 3 }), splits, (tables, drawn) => {
      const plain: StepColumn = { kind: 'plain', source: 0, missing: NaN };
      const columns = [
        ...tables.flatMap(({ ends, missing }, source) => columnsOf(source, ends, missing)),
        plain,
      ];
      const nodeAt = (index: number): ForeignNode => {
        if (index >= SPLITS) return { leaf: [index] };
        const { feature, missingLeft } = drawn[index]!;
        const split = { feature: feature % columns.length, threshold: 0.5, missingLeft };
        return { split, left: 2 * index + 1, right: 2 * index + 2 };
      };
      const inputs = inputsOf(columns, false);
      const builder = new ForestBuilder(inputs.count, 1, {});
      inputs.addTree(builder, 'tree 0', 2 * SPLITS + 1, nodeAt);
      const forest = builder.build();
      for (const row of rowsOf(tables)) {
        expect(predictBatch(forest, Float64Array.from(row))[0]).toBe(leafOf(nodeAt, columns, row));
      }
    }),
  );
});

/** Rows at the ends of bins and beside them; some lack a value, where a step takes that. */
function rowsOf(tables: readonly { readonly missing: number | undefined }[]): number[][] {
  return Array.from({ length: 60 }, (_, i) =>
    tables.map(({ missing }, source) => {
      const number = ((i * (source + 3)) % 19) / 2 - 4.5;
      return missing !== undefined && (i + source) % 5 === 0 ? NaN : number;
    }),
  );
}

/** As the estimator goes: by the values of its columns. */
function leafOf(
  nodeAt: (index: number) => ForeignNode,
  columns: readonly StepColumn[],
  row: readonly number[],
): number {
  let node = nodeAt(0);
  while ('split' in node) {
    const { feature, missingLeft } = node.split;
    const value = valueOf(columns[feature]!, row);
    const isLeft = Number.isNaN(value) ? missingLeft : value <= 0.5;
    node = nodeAt(isLeft ? node.left : node.right);
  }
  return node.leaf[0]!;
}

function valueOf(seen: StepColumn, row: readonly number[]): number {
  const number = row[seen.source]!;
  if (seen.kind !== 'bins') return number;
  if (Number.isNaN(number)) return seen.missing!;
  const bin = seen.ends.filter((end) => end < number).length;
  return seen.valueOf(bin);
}

const tenBins = columnsOf(0, [1, 2, 3, 4, 5, 6, 7, 8, 9], undefined);

test.each([
  ['a child that is no node', () => ({ left: 1, right: 7 }), 3, /child 7 in tree 0/],
  ['a tree that never ends', () => ({ left: 0, right: 0 }), 1, /deeper than|times as large/],
] as const)('%s is refused', (_, children, count, message) => {
  const inputs = inputsOf([...tenBins, { kind: 'plain', source: 1, missing: NaN }], false);
  const builder = new ForestBuilder(inputs.count, 1, {});
  const nodeAt = (index: number): ForeignNode =>
    index === 1
      ? { leaf: [0] }
      : { split: { feature: 10, threshold: 0.5, missingLeft: false }, ...children() };
  expect(() => {
    inputs.addTree(builder, 'tree 0', count, nodeAt);
  }).toThrow(message);
});

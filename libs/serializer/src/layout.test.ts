/** Pins the sentences of docs/model-format.md: the bytes of one small file, worked out by hand. */
import { ForestBuilder } from '@lambda-forest/forest';
import { expect, it } from 'vitest';

import { PROVENANCE } from '../test/synthetic.ts';
import { encodeModel } from './index.ts';

const NUMBERS = { minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.5, missing: 0 };

it('a file has its parts in the documented order and encoding', () => {
  const builder = new ForestBuilder(2, 2);
  builder.addSplit({ feature: 1, threshold: 1.5, missingLeft: false });
  builder.addLeaf([1, 0]);
  builder.addSplit({ feature: 1, threshold: -2, missingLeft: true });
  builder.addLeaf([0.25, 0.75]);
  builder.addLeaf([0, 1]);
  const bytes = encodeModel({
    schema: {
      task: 'classification',
      target: { name: 'y', classes: ['a', 'b'], counts: [1, 1] },
      features: [
        { kind: 'numeric', name: 'x0', ...NUMBERS },
        { kind: 'numeric', name: 'x1', ...NUMBERS },
      ],
      rowCount: 2,
    },
    forest: builder.build(),
    provenance: PROVENANCE,
  });
  const file = Buffer.from(bytes);

  expect(file.subarray(0, 8).toString('hex')).toBe('894c464d0d0a1a0a');
  expect(file.readUInt32LE(8)).toBe(1);
  expect(file.readUInt32LE(12)).toBe(file.length);
  const headerEnd = 20 + file.readUInt32LE(16);
  const header = JSON.parse(file.toString('utf8', 20, headerEnd)) as Record<string, unknown>;
  expect(header['forest']).toEqual({
    aggregation: 'mean',
    trees: 1,
    nodes: 5,
    thresholds: [0, 2],
    missingLeft: true,
    categorical: false,
    categorySets: 0,
    categorySetWords: 0,
    rows: 3,
    rawRows: 0,
    largestDenominator: 4,
    leafCodes: 'row',
  });

  const sections = file.subarray(Math.ceil(headerEnd / 8) * 8, -32);
  expect(sections.length).toBe(2 * 8 + 8 + 8);
  expect([sections.readDoubleLE(0), sections.readDoubleLE(8)]).toEqual([-2, 1.5]);
  // Fields of a stream stand from right to left here, as the bits of a number do.
  // Rows: denominator (3 bits), presence (a is the lower of 2), count less 1 (2 bits for a mixed row).
  const rows = ['01' + '001', '00' + '11' + '100', '10' + '001'];
  expect(sections.readBigUInt64LE(16)).toBe(BigInt(`0b${rows.reverse().join('')}`));
  // Nodes: structure, feature (1), missing (1), threshold (1) of a split; structure, row (2) of a leaf.
  const nodes = ['1' + '0' + '1' + '1', '00' + '0', '0' + '1' + '1' + '1', '01' + '0', '10' + '0'];
  expect(sections.readBigUInt64LE(24)).toBe(BigInt(`0b${nodes.reverse().join('')}`));
});

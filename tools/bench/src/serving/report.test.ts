import { expect, test } from 'vitest';

import { servedLines } from './report.ts';
import type { ServedTable } from './results.ts';

const spread = (median: number) => ({
  minimum: median / 4,
  maximum: median * 2,
  median,
  lowerQuartile: median * 0.9,
  upperQuartile: median * 1.2,
  undisturbed: median / 2,
});
const served: ServedTable = {
  table: 'iris',
  grownBy: 'scikit-learn',
  nodes: 1500,
  features: 4,
  outputs: 3,
  rows: 30,
  fileBytes: 3000,
  calibration: { before: { alone: 1, together: 1 }, after: { alone: 1, together: 1.1 } },
  predictors: [
    { name: 'compiled', difference: 0, row: spread(0.25), batch: spread(0.2) },
    { name: 'scikit-learn', difference: 0, row: spread(3000), batch: spread(4) },
    { name: 'onnxruntime', difference: 6.5e-7, row: spread(5), batch: spread(1) },
  ],
  start: { bare: spread(20), loaded: spread(32) },
};
const settings = { trees: 100, rounds: 40, batchRows: 1000, starts: 15, seed: 1 };

test('a forest is described, and its predictors are in aligned columns with ratios to the peers', () => {
  const lines = servedLines(served, settings);
  expect(lines[0]).toBe(
    'iris: 100 trees of scikit-learn, 1,500 nodes, 4 features, 3 classes; 30 different rows, batches of 1,000',
  );
  expect(lines[2]?.split(/ {2,}/)).toEqual([
    'compiled',
    '0.250',
    '[0.225, 0.300]',
    '0.125',
    '0.200',
    '[0.180, 0.240]',
    '0.100',
    '5,000,000',
    '20.0',
    '5.00',
    '0',
  ]);
  expect(lines[4]).toMatch(/6\.5e-7$/);
  expect(lines[5]).toContain(
    '3,000 bytes, 2.00 a node; a process that loads it takes 12.0 ms more',
  );
  expect(lines[6]).toContain('two at once');
});

test('without peers and starts their numbers are left out', () => {
  const { start: _, ...rest } = served;
  const alone = { ...rest, predictors: [{ ...served.predictors[0]!, difference: null }] };
  const lines = servedLines(alone, settings);
  expect(lines[2]).toMatch(/- +- +-$/);
  expect(lines[3]).toBe('model file: 3,000 bytes, 2.00 a node');
});

import { expect, test } from 'vitest';

import { spread } from '../../statistics.ts';
import { importedLines } from './report.ts';

test('sizes and times of ours are beside those of the library', () => {
  const times = (row: number, batch: number) => ({ row: spread([row]), batch: spread([batch]) });
  const model = {
    name: 'LightGBM',
    trees: 100,
    originalBytes: 340_000,
    fileBytes: 41_000,
    difference: 2e-16,
    ours: times(5, 2),
    original: times(150, 3),
  };
  const calibration = {
    before: { alone: 1, together: 1 },
    after: { alone: 1, together: 1 },
  };
  const served = { table: 'synthetic', trainRows: 80_000, features: 20, calibration };
  const settings = { trees: 100, rounds: 1, batchRows: 1000, starts: 0, seed: 1 };
  const lines = importedLines({ ...served, models: [model] }, settings);
  expect(lines[2]?.split(/ {2,}/)).toEqual([
    ...['LightGBM', '340,000', '41,000'],
    ...['150', '5.00', '3.00', '2.00', '2.0e-16'],
  ]);
});

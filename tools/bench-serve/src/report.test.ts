import { expect, test } from 'vitest';

import { report } from './report.ts';

test('results stand in aligned columns with rows a second', () => {
  const row = { median: 0.271, lowerQuartile: 0.25, upperQuartile: 0.3 };
  const batch = { median: 12.5, lowerQuartile: 12, upperQuartile: 13 };
  const lines = report([{ forest: 'iris', nodes: 1500, predictor: 'compiled', row, batch }]);
  expect(lines).toEqual([
    'forest  nodes  predictor  us a row                batch, us a row                rows/s',
    'iris     1500  compiled       0.27  [0.25, 0.30]             12.5  [12.0, 13.0]   80000',
  ]);
});

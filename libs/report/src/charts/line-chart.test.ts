import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { lineChart } from './line-chart.ts';

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ noNaN: true, min: -1e-300, max: 1e-300 }),
);

test('any finite numbers are drawn, however near to 0', () => {
  const points = fc.array(fc.record({ x: number, y: number }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(points, (drawn) => {
      const text = { title: 'a title', description: 'a line' };
      const chart = { id: 'c', text, x: 'x', y: 'y', lines: [{ color: 'red', points: drawn }] };
      expect(lineChart(chart).text).toMatch(/^<svg [^]*<\/svg>$/);
    }),
    { numRuns: 30 },
  );
});

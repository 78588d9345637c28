import fc from 'fast-check';
import { expect, test } from 'vitest';

import { scaleRow, scaleValue } from './index.ts';

const finite = fc.double({ min: -1e100, max: 1e100, noNaN: true });
const scale = fc.double({ min: 1e-100, max: 1e100, noNaN: true });

test('the center becomes 0, and one scale above it about 1', () => {
  const scaling = { center: [5.8, -3], scale: [0.8, 2] };
  expect(scaleValue(scaling, 0, 5.8)).toBe(0);
  expect(scaleValue(scaling, 0, 6.6)).toBeCloseTo(1, 12);
  expect(scaleValue(scaling, 1, 1)).toBe(2);
});

test('center 0 and scale 1 change no value, levels and missing values included', () => {
  fc.assert(
    fc.property(fc.double(), (value) => {
      expect(scaleValue({ center: [0], scale: [1] }, 0, value)).toBe(value);
    }),
  );
});

test('missing stays missing', () => {
  fc.assert(
    fc.property(finite, scale, (center, scale) => {
      expect(scaleValue({ center: [center], scale: [scale] }, 0, NaN)).toBeNaN();
    }),
  );
});

test('a positive scale never swaps two values', () => {
  fc.assert(
    fc.property(finite, scale, finite, finite, (center, scale, a, b) => {
      const scaled = (value: number) => scaleValue({ center: [center], scale: [scale] }, 0, value);
      expect(scaled(Math.min(a, b))).toBeLessThanOrEqual(scaled(Math.max(a, b)));
    }),
  );
});

test('a row is scaled in place, each feature with its own numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(finite, scale, fc.double())), (columns) => {
      const scaling = { center: columns.map(([c]) => c), scale: columns.map(([, s]) => s) };
      const row = Float64Array.from(columns.map(([, , value]) => value));
      scaleRow(scaling, row);
      columns.forEach(([, , value], i) => {
        expect(row[i]).toBe(scaleValue(scaling, i, value));
      });
    }),
  );
});

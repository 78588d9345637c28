import { numberReader, readDateTime } from '@lambda-forest/schema';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { PARQUET_CELLS } from '../../cases/parquet-cells.ts';
import { cellReader } from './parquet-cell.ts';

test.each(PARQUET_CELLS)('$element $raw', ({ element, raw, cell }) => {
  const read = cellReader({ name: 'x', ...element })(raw);
  if (typeof cell !== 'object' || cell === null) expect(read).toBe(cell);
  else expect(read).toMatchObject({ problem: expect.stringMatching(cell.problem) as unknown });
});

test('a decimal is the number that its digits are in CSV, to the bit', () => {
  const digits = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  fc.assert(
    fc.property(digits, fc.integer({ min: 0, max: 25 }), (unscaled, scale) => {
      const sign = unscaled < 0n ? '-' : '';
      const padded = String(unscaled)
        .replace('-', '')
        .padStart(scale + 1, '0');
      const at = padded.length - scale;
      const text = `${sign}${padded.slice(0, at)}${scale > 0 ? '.' : ''}${padded.slice(at)}`;
      const read = cellReader({ name: 'x', type: 'INT64', converted_type: 'DECIMAL', scale });
      const cell = read(unscaled);
      const number = numberReader()(text);
      expect(typeof cell === 'string' ? NaN : cell).toBe(number);
    }),
  );
});

test('a moment is the one that its digits are in CSV', () => {
  const range = { min: -62_135_596_800_000_000n, max: 253_402_300_799_999_999n };
  const read = cellReader({ name: 'x', type: 'INT64', converted_type: 'TIMESTAMP_MICROS' });
  fc.assert(
    fc.property(fc.bigInt(range), (microseconds) => {
      const whole = BigInt.asIntN(64, microseconds);
      const seconds = whole / 1_000_000n - (whole % 1_000_000n < 0n ? 1n : 0n);
      const fraction = String(whole - seconds * 1_000_000n).padStart(6, '0');
      const date = new Date(Number(seconds) * 1_000).toISOString().slice(0, 19);
      const cell = read(microseconds) as string;
      expect(readDateTime(cell, 'iso')).toBe(readDateTime(`${date}.${fraction}Z`, 'iso'));
    }),
  );
});

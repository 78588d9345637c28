import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { numberReader, readDecimal } from './index.ts';

/** Whether it is the number, or what the number's shortest digits say. */
function isWritten(whole: bigint, number: number): boolean {
  return whole === BigInt(number) || String(whole) === String(number);
}

describe('a number', () => {
  test('is read as readDecimal reads it, to the bit, but for whole numbers that would be rounded', () => {
    const read = numberReader('.');
    const cell = fc.oneof(
      fc.double({ noNaN: true }).map(String),
      fc.stringMatching(/^[+-]?\d{0,20}\.?\d{0,20}$/),
      fc.stringMatching(/^[+-]?\d{1,9}(\.\d{1,6})?$/),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(cell, (text) => {
        const number = readDecimal(text.trim()) ?? NaN;
        const isWhole = /^[+-]?\d+$/.test(text.trim());
        const isHeld =
          !isWhole || Number.isNaN(number) || isWritten(BigInt(text.replace('+', '')), number);
        expect(read(text)).toBe(isHeld ? number : NaN);
        expect(read(`\t${text} `)).toBe(isHeld ? number : NaN);
      }),
      { numRuns: 3000 },
    );
  });

  test('is none where float64 would make another whole number of it', () => {
    const read = numberReader('.');
    expect(['9007199254740993', '-9007199254740993', '1152921504606846977'].map(read)).toEqual([
      NaN,
      NaN,
      NaN,
    ]);
    // Held as they are, by their shortest digits, or not meant to the last digit.
    expect(
      ['9007199254740992', '1152921504606847000', '1e22', '9007199254740993.0'].map(read),
    ).toEqual([9007199254740992, 1152921504606847000, 1e22, 9007199254740992]);
  });

  test('may have a comma before its fraction, and then no point', () => {
    const read = numberReader(',');
    expect(['1,5', ' -0,25', '7', '1e-3', '123456789012345678,5'].map(read)).toEqual([
      1.5, -0.25, 7, 0.001, 123456789012345680,
    ]);
    expect(['1.5', '1.000,5', '1,5,2'].map(read)).toEqual([NaN, NaN, NaN]);
  });
});

test('a number is decimal and finite', () => {
  expect(['-1.50', '+3', '.5', '5.', '6.02e23', '007'].map(readDecimal)).toEqual([
    -1.5, 3, 0.5, 5, 6.02e23, 7,
  ]);
  expect(readDecimal('-0')).toBe(0);
  for (const cell of ['0x10', '1_000', '1e999', 'Infinity', '', '.', '1,5', ' 1']) {
    expect(readDecimal(cell)).toBeUndefined();
  }
});

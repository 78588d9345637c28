import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isHeldNumber, numberReader, parseExactJson, readDecimal, spellNumber } from './index.ts';
import type { NumberFormat } from './index.ts';

/** The whole number that a text spells, or undefined. */
function wholeOf(text: string): bigint | undefined {
  const [, sign = '', digits = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const scale = Number(exponent) - fraction.length;
  const unscaled = BigInt(`${sign === '-' ? '-' : ''}${digits}${fraction}`);
  if (scale >= 0) return unscaled * 10n ** BigInt(scale);
  const divisor = 10n ** BigInt(-scale);
  return unscaled % divisor === 0n ? unscaled / divisor : undefined;
}

/** Whether it is the number, or how the number is written with as many digits. */
function isWritten(whole: bigint, number: number): boolean {
  const precision = String(whole).replace('-', '').replace(/0+$/, '').length || 1;
  return whole === BigInt(number) || whole === wholeOf(number.toPrecision(precision));
}

describe('a number', () => {
  test('is read as readDecimal reads it, to the bit, but for whole numbers that would be rounded', () => {
    const read = numberReader();
    const cell = fc.oneof(
      fc.double({ noNaN: true }).map(String),
      fc.stringMatching(/^[+-]?\d{0,20}\.?\d{0,20}$/),
      fc.stringMatching(/^[+-]?\d{15,25}\.0{0,3}$/),
      fc.stringMatching(/^(10{14,45}[0-2]|9{15,45}(\.[059]\d?)?)$/),
      fc.stringMatching(/^[+-]?\d\.\d{12,22}e(\+?\d\d|15)$/),
      fc.stringMatching(/^[+-]?\d{1,9}(\.\d{1,6})?$/),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(cell, (text) => {
        const number = readDecimal(text.trim()) ?? NaN;
        const whole = Number.isNaN(number) ? undefined : wholeOf(text.trim());
        const isHeld = whole === undefined || isWritten(whole, number);
        expect(read(text)).toBe(isHeld ? number : NaN);
        expect(read(`\t${text} `)).toBe(isHeld ? number : NaN);
      }),
      { numRuns: 3000 },
    );
  });

  test('is not a number where float64 would make another whole number of it', () => {
    const read = numberReader();
    const rounded = ['9007199254740993', '-9007199254740993', '1152921504606846977'];
    const spelled = ['9007199254740993.0', '+9007199254740993.', '9.007199254740993E15'];
    expect([...rounded, ...spelled].map(read)).toEqual(Array.from({ length: 6 }, () => NaN));
    // Held as they are, as programs write them, or not whole.
    const held = ['9007199254740992', '9007199254740992.000', '1.0e16', '1e22', '1e23'];
    const written = ['1152921504606847000', '1.152921504606847e+18', '1.152921504606846976e+18'];
    const fractions = ['9007199254740993.5', '12345678901234567.89', '9999999999999999.5'];
    for (const text of [...held, ...written, ...fractions]) expect(read(text)).toBe(Number(text));
  });

  test('takes linear time of a long cell, wherever its zeros are', () => {
    const zeros = '0'.repeat(300_000); // more than a test's time if each is looked at from each
    const read = numberReader();
    expect(read(`1.${zeros}1`)).toBe(1);
    expect(read(`9007199254740993.${zeros}1`)).toBe(9007199254740994);
    expect(read(`${zeros}9007199254740993`)).toBe(NaN);
  });

  test('may have a comma before its fraction, and then no point', () => {
    const read = numberReader({ decimal: ',' });
    expect(['1,5', ' -0,25', '7', '1e-3', '123456789012345678,5'].map(read)).toEqual([
      1.5, -0.25, 7, 0.001, 123456789012345680,
    ]);
    expect(['1.5', '1.000,5', '1,5,2'].map(read)).toEqual([NaN, NaN, NaN]);
  });
});

describe('a number in groups of three digits', () => {
  const cases: readonly [NumberFormat, Readonly<Record<string, number>>][] = [
    [
      { decimal: ',', thousands: '.' },
      {
        '1.202,43': 1202.43,
        '-20.000,00': -20000,
        '1.234.567': 1234567,
        '308': 308,
        '1202,5': 1202.5,
      },
    ],
    [
      { decimal: '.', thousands: ',' },
      {
        '1,500': 1500,
        '+1,234,567.5': 1234567.5,
        '0.5': 0.5,
        '1,50,000': 150000,
        '-12,34,56,789.5': -123456789.5,
      },
    ],
    [
      { decimal: ',', thousands: ' ' },
      { '1 202,43': 1202.43, '1\u00a0202': 1202, '\u22121\u202f202,5': -1202.5, '\u22125': -5 },
    ],
    [
      { decimal: '.', thousands: "'" },
      { "1'202.43": 1202.43, '1’202': 1202 },
    ],
  ];
  const wrong: readonly [NumberFormat, readonly string[]][] = [
    [
      { decimal: ',', thousands: '.' },
      ['1.5', '1.23', '1.2345', '1234.567', '1,5.000', '1.202.43', '.500'],
    ],
    [
      { decimal: '.', thousands: ',' },
      ['1,5', '1,50,00', '1,5,000', '1,500,00,000', '1.500,5', ',500', '1,500,'],
    ],
    [{ decimal: ',', thousands: ' ' }, ['1  202', '1 20', '1.202', '12 34']],
    [{ decimal: '.' }, ['1,500', '1 500', "1'500"]],
    [{ decimal: ',' }, ['1.500']],
  ];

  test.each(cases)('is read as %j says', (format, spelled) => {
    for (const [text, number] of Object.entries(spelled)) {
      expect([text, numberReader(format)(text)]).toEqual([text, number]);
    }
  });

  test.each(wrong)('and otherwise none by %j: %j', (format, texts) => {
    for (const text of texts) expect([text, numberReader(format)(text)]).toEqual([text, NaN]);
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

test('a number is 0 only if all of its digits are', () => {
  const small = [
    '1e-400',
    '-2e-324',
    '0.2E-323',
    `.${'0'.repeat(400)}1`,
    `0.${'0'.repeat(300)}1e-99`,
  ];
  expect(small.map(readDecimal)).toEqual(small.map(() => undefined));
  expect(small.slice(0, 2).map(numberReader({ decimal: ',' }))).toEqual([NaN, NaN]);
  expect(parseExactJson(`{"a":[0,${small[0]!}],"b":${small[4]!}}`)).toEqual({
    a: [0, small[0]],
    b: small[4],
  });
  const cell = fc
    .tuple(fc.stringMatching(/^[+-]?\d{1,20}\.\d{0,20}$/), fc.integer({ min: -420, max: 420 }))
    .map(([digits, exponent]) => `${digits}e${exponent}`);
  fc.assert(
    fc.property(cell, (text) => {
      const number = readDecimal(text);
      const isHeld =
        Number.isFinite(Number(text)) && (Number(text) !== 0 || !/[1-9].*e/.test(text));
      expect(number).toBe(isHeld ? Number(text) + 0 : undefined);
    }),
  );
});

test('a level has all digits of a whole number, which programs print with others', () => {
  const exact = '36028797018963968'; // 2^55
  const printed = String(2 ** 55);
  expect(spellNumber(2 ** 55)).toBe(exact);
  expect([7, -7.5, 1e21, 1e300].map(spellNumber)).toEqual(['7', '-7.5', '1e+21', '1e+300']);
  expect(parseExactJson(`[${exact},${printed},36028797018963969]`)).toEqual([
    2 ** 55,
    printed,
    '36028797018963969',
  ]);
  const power = `1${'0'.repeat(37)}`;
  expect(parseExactJson(`[${power},-${power}.0,${power}.5,1e37]`)).toEqual([
    power,
    `-${power}`,
    1e37,
    1e37,
  ]);
  expect(isHeldNumber(power)).toBe(true);
  expect(isHeldNumber(`1${'0'.repeat(36)}1`)).toBe(false);
  const isHeld = [exact, printed, '36028797018963969', '12', '1'.repeat(400), ` ${exact}`];
  expect(isHeld.map(isHeldNumber)).toEqual([true, true, false, false, false, false]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { numberMarkers } from './cell.ts';
import {
  isBooleanPair,
  MISSING_MARKERS,
  missingTest,
  readBoolean,
  readKnownBoolean,
} from './index.ts';

test('the usual markers mean nothing but themselves', () => {
  const usual = missingTest();
  const named = missingTest([...MISSING_MARKERS]); // of these it is found out
  for (const marker of MISSING_MARKERS) {
    for (const cell of [marker, marker.toUpperCase(), `${marker}0`, `0${marker}`, `${marker}.0`]) {
      expect(usual(cell)).toBe(named(cell));
    }
  }
  expect(MISSING_MARKERS[0]).toBe('');
  fc.assert(fc.property(fc.string(), (cell) => usual(cell) === named(cell)));
});

test('0 and 1 are booleans where a column holds such, also as programs write them beside missing values', () => {
  const booleans = { true: ['1', '1.0', '1,00', 'Yes'], false: ['0', '0.0', '0,0', 'F'] };
  expect(booleans.true.map(readKnownBoolean)).toEqual([true, true, true, true]);
  expect(booleans.false.map(readKnownBoolean)).toEqual([false, false, false, false]);
  for (const cell of ['2', '1.5', '0.1', '10', '1.000', '.0', '01'])
    expect(readKnownBoolean(cell)).toBeUndefined();
});

test('a cell is missing by the usual markers, in any case, or by those that were named', () => {
  const usual = missingTest();
  for (const cell of ['', 'NA', 'na', 'NaN', 'null', 'NULL', '?']) expect(usual(cell)).toBe(true);
  for (const cell of ['N/A', '<NA>', '#N/A', '-NaN', '1.#IND']) expect(usual(cell)).toBe(true);
  for (const cell of ['none', 'None', '-', '0', 'nan.']) expect(usual(cell)).toBe(false);
  expect(numberMarkers(MISSING_MARKERS)).toEqual(numberMarkers());
  const named = missingTest(['-', 'Not Known']);
  for (const cell of ['', '-', 'not known']) expect(named(cell)).toBe(true);
  for (const cell of ['NA', '?', '--']) expect(named(cell)).toBe(false);
  const number = missingTest(['-999', '1,5', '1e20', '007']);
  const same = [
    '-999',
    '-999.00',
    '-999,0',
    '-999.',
    '-9.990e+02',
    '1,5',
    '1.50',
    '+1.5',
    '\u2212999',
  ];
  for (const cell of [...same, '1.0E+20', '100000000000000000000', '007'])
    expect(number(cell)).toBe(true);
  const others = [
    '999',
    '-9990',
    '-0999',
    '-999x',
    '-999,5',
    '15',
    '1.05',
    '1e21',
    '7',
    '7.0',
    '100000000000000000001',
  ];
  for (const cell of others) expect(number(cell)).toBe(false);
  const code = missingTest(['9007199254740993', '-']);
  for (const cell of ['9007199254740993.0', '9007199254740993', '-']) expect(code(cell)).toBe(true);
  for (const cell of ['9007199254740992', '9007199254740993.5', '+', '.'])
    expect(code(cell)).toBe(false);
  const day = missingTest(['9999-12-31', '01.02.1900', '0', '7:30']);
  const days = ['9999-12-31', '9999-12-31 00:00:00', '9999-12-31T00:00:00.000Z', '31.12.9999'];
  for (const cell of [...days, '1900-02-01', '1.2.1900', '0.0', '7:30']) {
    expect(day(cell)).toBe(true);
  }
  for (const cell of ['9999-12-30', '9999-12-31 00:01', '9999-12-31x', '1970-01-01', '7:3']) {
    expect(day(cell)).toBe(false);
  }
});

test('a boolean is one side of a pair, in any case, and no number', () => {
  expect(['TRUE', 'yes', 'T', 'y'].map(readBoolean)).toEqual([true, true, true, true]);
  expect(['False', 'no', 'f', 'N'].map(readBoolean)).toEqual([false, false, false, false]);
  for (const cell of ['0', '1', '', 'on', 'constructor']) expect(readBoolean(cell)).toBeUndefined();
  expect(isBooleanPair('No', 'YES')).toBe(true);
  expect(isBooleanPair('no', 'true')).toBe(false);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { jsonValue, randomEntry, requestBody, typicalEntry } from './entries.ts';
import type { ChoiceField, QuantityField } from './fields.ts';

const width: QuantityField = {
  kind: 'quantity',
  name: 'width',
  mayBeMissing: true,
  minimum: 1,
  maximum: 3,
  step: 0.01,
  usual: [1.5, 2.5],
  typical: 2,
};
const colour: ChoiceField = {
  kind: 'choice',
  name: 'colour',
  mayBeMissing: false,
  levels: ['red', 'green', 'blue'],
  counts: [1, 4, 2],
  isBoolean: false,
};
const typed = (text: string) => ({ text, isMissing: false });

test('numbers are sent as numbers and everything else as it was typed', () => {
  for (const [text, value] of [
    ['5.1', 5.1],
    [' -2e3 ', -2000],
    ['.5', 0.5],
    ['', null],
    ['five', 'five'],
    ['0x10', '0x10'],
    ['1e999', '1e999'],
    ['9007199254740993', '9007199254740993'],
    ['Infinity', 'Infinity'],
    ['5,1', '5,1'],
  ] as const) {
    expect(jsonValue(width, typed(text))).toBe(value);
  }
});

test('missing is null, whatever is in the field', () => {
  expect(jsonValue(width, { text: '5', isMissing: true })).toBeNull();
  expect(jsonValue(colour, { text: 'red', isMissing: true })).toBeNull();
});

test('booleans are true and false, and a level that looks like one stays a text', () => {
  const flag = { ...colour, levels: ['false', 'true'], isBoolean: true };
  expect(jsonValue(flag, typed('true'))).toBe(true);
  expect(jsonValue(flag, typed('false'))).toBe(false);
  expect(jsonValue({ ...flag, isBoolean: false }, typed('true'))).toBe('true');
});

test('typical entries are the mean and the commonest level', () => {
  expect(typicalEntry(width)).toEqual(typed('2'));
  expect(typicalEntry(colour)).toEqual(typed('green'));
});

test('random entries are what training may have seen', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (chance) => {
      const number = Number(randomEntry(width, chance).text);
      expect(number).toBeGreaterThanOrEqual(1);
      expect(number).toBeLessThanOrEqual(3);
      expect(colour.levels).toContain(randomEntry(colour, chance).text);
    }),
  );
});

test('the body has one member for each field, even if its name is that of an object property', () => {
  const odd = { ...width, name: '__proto__' };
  expect(requestBody([odd, colour], [typed('1.5'), typed('red')])).toBe(
    '{"features":{"__proto__":1.5,"colour":"red"}}',
  );
});

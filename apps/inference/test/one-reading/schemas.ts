/** Schemas with every kind of column, and values that readers of different formats could disagree about. */
import {
  DATE_FORMATS,
  DATE_PARTS,
  parseSchema,
  spellNumber,
  withOther,
} from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import fc from 'fast-check';

/** What a client or a file has in one place. */
export interface Value {
  /** As a piece of JSON. */
  readonly json: string;
  /** As a cell of CSV, or undefined for what no cell can be. */
  readonly cell: string | undefined;
  /** As Parquet's types have it: several, where it has several. */
  readonly typed: readonly (string | number | bigint | boolean | null)[];
}

const STATISTICS = { minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.25 };

/** A schema whose column `x` is of this form, beside the number `k`, which is 1 in every row. */
export function schemaWith(features: readonly object[], more: object = {}): Schema {
  return parseSchema({
    task: 'regression',
    target: { name: 'y', ...STATISTICS },
    features: [...features, { kind: 'numeric', name: 'k', ...STATISTICS, missing: 0 }],
    rowCount: 10,
    ...more,
  });
}

export const numeric = (missing: number): object[] => [
  { kind: 'numeric', name: 'x', ...STATISTICS, missing },
];

export function levels(given: readonly string[], missing: number, more: object = {}): object[] {
  const counts = given.map(() => 1);
  return [{ kind: 'categorical', name: 'x', levels: given, counts, missing, ...more }];
}

export const booleans = (missing: number): object[] =>
  levels(['false', 'true'], missing, { boolean: true });

export const dates = (format: string, parts: readonly string[], missing: number): object[] =>
  parts.map((part) => ({
    ...{ kind: 'numeric', name: `x.${part}`, ...STATISTICS, missing },
    source: { column: 'x', part, format },
  }));

/** A column of text of which these words are counted. */
export const text = (words: readonly string[], missing: number): object[] =>
  words.toSorted().map((word) => ({
    ...{ kind: 'numeric', name: `x.${word}`, ...STATISTICS, missing },
    source: { column: 'x', word },
  }));

/** A column of names of which training knows these. */
export const names = (missing: number): object[] =>
  ['mean', 'count'].map((statistic) => ({
    ...{ kind: 'numeric', name: `x.${statistic}`, ...STATISTICS, missing },
    source: { column: 'x', statistic },
  }));

/** The table of `names`. */
export function encodings(levels: readonly string[], unseen?: readonly number[]): object {
  const values = [levels.map((_, i) => i / 4), levels.map((_, i) => i + 1)];
  return { encodings: [{ column: 'x', levels, values, ...(unseen && { unseen }) }] };
}

/** Texts that look like missing values, numbers, booleans, dates or each other. */
const WORDS = [
  ...['', ' ', 'NA', 'na', 'NaN', 'null', 'NULL', '?', '-', 'none', 'undefined'],
  ...['red', 'Red', 'RED', 'red ', '\tred', '\u00a0red\u2003', '\ufeffred', 'r\u0000ed'],
  ...['(other)', '(other 2)', '__proto__', 'constructor', 'prediction', 'error', 'missing'],
  ...[
    '0',
    '-0',
    '1',
    '01',
    '7',
    '7.0',
    '+7',
    '1.5',
    '1.50',
    '1.5e0',
    '5.',
    '1e3',
    '1000',
    '-999',
    '-999.0',
  ],
  ...['1,5', '1,234', '1.234,5', '1_000', '0x10', 'Infinity', '1e400', '-1e400', '1e-400'],
  ...['9007199254740992', '9007199254740993', '-9007199254740993', '9007199254740993.0'],
  ...['36028797018963968', '36028797018963969', '36028797018963970'],
  ...[
    '123456789012345678901234567890',
    '1'.repeat(400),
    ...[`1${'0'.repeat(37)}`, `1${'0'.repeat(36)}1`, '9999999999999999.5'],
    '0.1000000000000000055511151231257827',
  ],
  ...['true', 'False', 'YES', 'no', 't', 'F', 'y', 'n', 'on', '2'],
  ...[
    '2024-02-29',
    '2023-02-29',
    '2024/3/1',
    '2024-03-01T10:20:30Z',
    '2024-03-01 23:59:60,5+02:00',
  ],
  ...['31.12.2023', '31/12/2023', '12/31/2023', '1-2-2024', '0001-01-01', '20240301', '24-03-01'],
  ...['e\u0301', '\u00e9', '\ufffd', 'I', '\u0130', '\u212a', 'k', 'ß', '\ud83c\udf32'],
  ...['a,b', 'a;b', '"', 'a"b', '""', "'red'", 'line\nbreak', 'line\r\nbreak', '\r', '=1+1', '[1]'],
  'x'.repeat(5_000),
];

/** Of WORDS, as they are counted. */
const COUNTED = ['1', '5', '999', 'a', 'b', 'break', 'é', 'i̇', 'k', 'null', 'red', 'true', '2024'];

const NUMBERS = [
  ...['0', '-0', '1', '2', '7', '7.0', '1.5', '-999', '1e3', '0.1', '5e-324', '1e-400', '2024'],
  ...['1e400', '-1e400', '9007199254740992', '9007199254740993', '-9007199254740993', '1E+22'],
  ...[
    '9007199254740993.0',
    '123456789012345678901234567890',
    '1'.repeat(400),
    ...[`1${'0'.repeat(37)}`, `1${'0'.repeat(36)}1`, '9999999999999999.5'],
    '1700000000000',
  ],
  ...['36028797018963968', '36028797018963969', '36028797018963970'], // 2^55, and how it is printed
];

/** A text. Bytes with NUL are no text to any reader of CSV, which refuses the file. */
export function textValue(text: string): Value {
  const cell = text.includes('\0') ? undefined : text;
  return { json: JSON.stringify(text), cell, typed: [text] };
}

/** @param digits as JSON has it */
export function numberValue(digits: string): Value {
  const number = Number(digits);
  const whole = /^-?\d+(?=\.0+$|$)/.exec(digits)?.[0];
  const isInRange = Number.isFinite(number) && (number !== 0 || !/[1-9].*e/i.test(digits));
  const isHeld = isInRange && (whole === undefined || BigInt(whole) === BigInt(number));
  const isLong = whole !== undefined && BigInt.asIntN(64, BigInt(whole)) === BigInt(whole);
  return {
    json: digits,
    cell: isHeld ? spellNumber(number) : digits,
    typed: [
      ...(isHeld ? [number] : []),
      ...(isLong && !Object.is(number, -0) ? [BigInt(whole)] : []),
    ],
  };
}

export const OTHER_VALUES: readonly Value[] = [
  { json: 'null', cell: '', typed: [null] },
  { json: 'true', cell: 'true', typed: [true] },
  { json: 'false', cell: 'false', typed: [false] },
  { json: '[1]', cell: undefined, typed: [] },
  { json: '{}', cell: undefined, typed: [] },
];

const word = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...WORDS) }, fc.string());
const anyText = fc
  .tuple(fc.constantFrom('', '', ' ', '\t'), word, fc.constantFrom('', '', ' '))
  .map((parts) => parts.join('').toWellFormed());

export const anyValue: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: anyText.map(textValue) },
  { weight: 3, arbitrary: fc.constantFrom(...NUMBERS).map(numberValue) },
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => numberValue(`${number}`)),
  fc.constantFrom(...OTHER_VALUES),
);

const level = word.map((text) => text.toWellFormed()).filter((text) => text !== '');
const missing = fc.constantFrom(0, 1);
const anyColumn: fc.Arbitrary<object[]> = fc.oneof(
  missing.map(numeric),
  missing.map(booleans),
  fc
    .tuple(fc.uniqueArray(level, { minLength: 1, maxLength: 8 }), missing)
    .map(([given, count]) => levels(given, count)),
  fc
    .tuple(fc.uniqueArray(level, { maxLength: 5 }), missing)
    .map(([given, count]) => levels(withOther(given), count, { other: true })),
  fc
    .tuple(
      fc.constantFrom(...DATE_FORMATS),
      fc.subarray([...DATE_PARTS], { minLength: 1 }),
      missing,
    )
    .map(([format, parts, count]) => dates(format, parts, count)),
  fc
    .tuple(fc.subarray(COUNTED, { minLength: 1 }), missing)
    .map(([words, count]) => text(words, count)),
);

const namesWithTable = fc
  .tuple(fc.uniqueArray(level, { maxLength: 5 }), fc.constantFrom(undefined, [0.5, 0]), missing)
  .map(([given, unseen, count]) => {
    const known = ['Ada', ...given.filter((each) => each !== 'Ada')];
    return [names(count), encodings(known, unseen)] as const;
  });

const policy = fc.constantFrom('error', 'learned');
const anyRules = fc.record(
  {
    missingMarkers: fc.uniqueArray(word, { maxLength: 4 }),
    policies: fc.record({ missing: policy, unseen: policy }),
  },
  { requiredKeys: [] },
);

/** With a column `x` of any kind, any markers and policies, scaled or not. */
export const anySchema: fc.Arbitrary<Schema> = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: anyColumn.map((features) => [features, {}] as const) },
      namesWithTable,
    ),
    anyRules,
    fc.boolean(),
  )
  .map(([[features, tables], rules, isScaled]) => {
    const count = features.length + 1;
    const scaling = {
      center: Array.from({ length: count }, (_, i) => i / 2),
      scale: new Array<number>(count).fill(3),
    };
    return schemaWith(features, { ...tables, ...rules, ...(isScaled ? { scaling } : {}) });
  });

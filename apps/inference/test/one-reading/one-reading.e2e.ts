/** A value means the same wherever it is read: the same numbers for the forest, or refused everywhere. */
import { openApiDocument } from '@lambda-forest/api/openapi';
import { inputColumns, withOther } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readersOf, trainedTogether } from './readers.ts';
import type { Row } from './readers.ts';
import {
  anySchema,
  anyValue,
  booleans,
  dates,
  levels,
  names,
  encodings,
  numberValue,
  numeric,
  OTHER_VALUES,
  schemaWith,
  text,
  textValue,
} from './schemas.ts';
import type { Value } from './schemas.ts';

interface Meaning {
  readonly value: Value;
  readonly csv: Row | undefined;
  readonly json: Row;
}

/** What a value means, by every reader. */
async function meaningsOf(schema: Schema, values: readonly Value[]): Promise<Meaning[]> {
  const readers = readersOf(schema);
  const csv = await agreed(readers.csv, values);
  const json = await agreed(readers.json, values);
  return values.map((value, i) => ({ value, csv: csv[i], json: json[i]! }));
}

async function agreed(
  readers: ReturnType<typeof readersOf>['csv'],
  values: readonly Value[],
): Promise<readonly (Row | undefined)[]> {
  const results: { name: string; rows: readonly (Row | undefined)[] }[] = [];
  for (const [name, read] of readers) results.push({ name, rows: await read(values) });
  const [first, ...others] = results;
  for (const { name, rows } of others) {
    for (const [i, row] of rows.entries()) {
      if (row === undefined) continue; // the format has no such value
      expect({ value: values[i]!.json, by: name, row }).toEqual({
        value: values[i]!.json,
        by: name,
        row: first!.rows[i],
      });
    }
  }
  return first!.rows;
}

/** Texts are numbers in CSV only: there a value is what JSON has without quotes. */
function mayDiffer(schema: Schema, { json, csv }: Meaning): boolean {
  const isNumeric = schema.features[0]!.kind === 'numeric' && schema.features[0]!.name === 'x';
  return csv === undefined || (isNumeric && json === 'refused');
}

test('training, predict and service read any value alike, in every format', async () => {
  await fc.assert(
    fc.asyncProperty(
      anySchema,
      fc.array(anyValue, { minLength: 1, maxLength: 12 }),
      async (schema, values) => {
        const meanings = await meaningsOf(schema, values);
        for (const meaning of meanings) {
          if (!mayDiffer(schema, meaning)) {
            expect({ ...meaning, row: meaning.csv }).toEqual({ ...meaning, row: meaning.json });
          }
        }
        for (const [format, of] of [
          ['csv', 'csv'],
          ['jsonl', 'json'],
        ] as const) {
          const good = meanings.filter((each) => each[of] !== undefined && each[of] !== 'refused');
          if (good.length === 0) continue;
          const together = trainedTogether(
            schema,
            good.map(({ value }) => value),
            format,
          );
          expect(together).toEqual(good.map((each) => each[of]));
        }
      },
    ),
    { numRuns: 400 },
  );
}, 120_000);

test('the OpenAPI document promises no value that is refused, and no number or boolean is taken without it', async () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const isShown = ({ json }: Value) => !/\d{16}|e[+-]?400/i.test(json) && !/[^ -~]/.test(json);
  await fc.assert(
    fc.asyncProperty(anySchema, fc.array(anyValue.filter(isShown)), async (schema, values) => {
      const { components } = JSON.parse(JSON.stringify(openApiDocument(schema, INFO)));
      const name = inputColumns(schema)[0]!.kind;
      const isPromised = ajv.compile({ components, ...components.schemas.Features.oneOf[0] });
      const rows = await Promise.all(
        readersOf(schema)
          .json.slice(4, 5)
          .map(([, read]) => read(values)),
      );
      for (const [i, value] of values.entries()) {
        const found: unknown = JSON.parse(value.json);
        const isTaken = rows[0]![i] !== 'refused';
        const isPromise = isPromised([found, 0.5]);
        // A document cannot say what a date is, nor which blanks and cases of a text do not count.
        if (name !== 'datetime' && isPromise)
          expect({ schema, found, isTaken }).toMatchObject({ isTaken: true });
        if (typeof found !== 'string' && isTaken)
          expect({ schema, found, isPromise }).toMatchObject({ isPromise: true });
      }
    }),
    { numRuns: 300 },
  );
}, 120_000);

const INFO = { name: 'reading', version: '1.0.0' };
const LEARNED = { policies: { missing: 'learned', unseen: 'learned' } };
const STRICT = { policies: { missing: 'error', unseen: 'error' } };
const COLOURS = ['blue', 'red', '7', 'true', '9007199254740993', '(other)'];
const colour = (missing: number, more: object = LEARNED) =>
  schemaWith(levels(COLOURS, missing, { other: true }), more);
const named = (...given: string[]) =>
  schemaWith(levels(withOther(given), 0, { other: true }), LEARNED);
const t = textValue;
const n = numberValue;
const [nothing, yes, no] = OTHER_VALUES;

/** Name, schema, value, and what it is as a cell of CSV and in JSON. */
const CASES: [string, Schema, Value, number | 'refused', (number | 'refused')?][] = [
  ['an empty text is missing', colour(1), t(''), NaN],
  ['blanks are missing', colour(1), t(' \t'), NaN],
  ['NA is missing', colour(1), t('NA'), NaN],
  ['? is missing, blanks around it', colour(1), t(' ? '), NaN],
  ['null is missing', colour(1), nothing!, NaN],
  ['null spelled in any case is missing', colour(1), t('Null'), NaN],
  [
    'what is missing is refused where training saw a value in every row',
    colour(0),
    t('NA'),
    'refused',
  ],
  ['and so is null', colour(0), nothing!, 'refused'],
  ['what is missing is refused by policy', colour(1, STRICT), t(''), 'refused'],
  ['blanks around a level do not count', colour(0), t(' red '), 1],
  ['the case of a level does', colour(0), t('Red'), 5],
  ['a level that is not known is another one', colour(0), t('green'), 5],
  ['a number is the level that it spells', colour(0), n('7'), 2],
  ['by its shortest spelling', colour(0), n('7.0'), 2],
  ['a boolean is the level that it spells', colour(0), yes!, 3],
  ['or another one', colour(0), no!, 5],
  ['a level may be called as others are', named('(other)'), t('(other)'), 0],
  ['and is none of them', named('(other)'), t('green'), 1],
  ['a level may have the name of a member of any object', named('__proto__'), t('__proto__'), 0],
  ['and one that has none is another one', named('red'), t('constructor'), 1],
  ['a long whole number keeps its digits', colour(0), n('9007199254740993'), 4],
  ['and is no other level', colour(0), n('9007199254740992'), 5],
  ['the markers of the model are missing', colour(1, { missingMarkers: ['', '-'] }), t(' -'), NaN],
  ['and no others', colour(1, { missingMarkers: ['', '-'] }), t('NA'), 5],
  [
    'a number may be a marker',
    schemaWith(numeric(1), { missingMarkers: ['-999'] }),
    n('-999'),
    NaN,
  ],
  [
    'with zeros behind its mark too',
    schemaWith(numeric(1), { missingMarkers: ['-999'] }),
    t('-999.0'),
    NaN,
  ],
  ['a number in quotes is none', schemaWith(numeric(0)), t('1.5'), 1.5, 'refused'],
  ['an empty text is a missing number', schemaWith(numeric(1)), t(''), NaN],
  ['NaN is a missing number', schemaWith(numeric(1)), t('NaN'), NaN],
  [
    'a number that would be rounded is refused',
    schemaWith(numeric(0)),
    n('9007199254740993'),
    'refused',
  ],
  ['a number beyond float64 is refused', schemaWith(numeric(0)), n('1e400'), 'refused'],
  ['one that would be 0 too', schemaWith(numeric(0)), n('1e-400'), 'refused'],
  ['-0 is 0', schemaWith(numeric(0)), n('-0'), 0],
  ['thousands marks are refused', schemaWith(numeric(0)), t('1,234'), 'refused'],
  ['words are booleans', schemaWith(booleans(0)), t(' YES '), 1],
  ['1 is true', schemaWith(booleans(0)), n('1'), 1],
  ['0 is false', schemaWith(booleans(0)), t('0'), 0],
  ['2 is no boolean', schemaWith(booleans(0)), n('2'), 'refused'],
  ['a marker may be a boolean', schemaWith(booleans(1), { missingMarkers: ['f'] }), t('F'), NaN],
  ['a date is read in its format', schemaWith(dates('dmy', ['month'], 0)), t('01/02/2024'), 2],
  ['or the other', schemaWith(dates('mdy', ['month'], 0)), t('01/02/2024'), 1],
  ['or in ISO 8601', schemaWith(dates('dmy', ['month'], 0)), t(' 2024-03-01T00:00Z'), 3],
  ['a number is no date', schemaWith(dates('iso', ['month'], 0)), n('20240301'), 'refused'],
  ['an empty text is a missing date', schemaWith(dates('iso', ['month'], 1)), t(''), NaN],
  ['words of a text are counted', schemaWith(text(['sea'], 0)), t('Sea, the SEA!'), 2],
  ['in any form of Unicode', schemaWith(text(['é'], 0)), t('E\u0301'), 1],
  ['a number is a text of digits', schemaWith(text(['7'], 0)), n('7.0'), 1],
  ['an empty text is missing', schemaWith(text(['sea'], 1)), t(' '), NaN],
  ['a marker is a missing text', schemaWith(text(['null'], 0)), t('NULL'), 'refused'],
  ['and a word among others', schemaWith(text(['null'], 0)), t('null and void'), 1],
  ['a text may be long', schemaWith(text(['a'], 0)), t('a '.repeat(16_384).slice(0, -1)), 16_384],
  ['but not longer', schemaWith(text(['a'], 0)), t('ab'.repeat(16_384)), 'refused'],
  ['Unicode is not composed', schemaWith(levels(['é'], 0)), t('e\u0301'), 'refused'],
  ['U+FFFD is a character', schemaWith(levels(['\ufffd'], 0)), t('\ufffd'), 0],
];

test.each<[string, Value, readonly number[] | 'refused', boolean?]>([
  ['a name has its numbers', t(' Bob '), [0.25, 2]],
  ['a number is the name that it spells', n('7.0'), [0.5, 3]],
  ['an unknown name has those of the unknown', t('bob'), [-1, 0]],
  ['or is refused', t('bob'), 'refused', true],
  ['an empty name is missing', t(''), [NaN, NaN]],
])('%s', async (_, value, numbers, isStrict = false) => {
  const table = encodings(['Ada', 'Bob', '7'], isStrict ? undefined : [-1, 0]);
  const [meaning] = await meaningsOf(schemaWith(names(1), table), [value]);
  const row = numbers === 'refused' ? numbers : [...numbers, 0.5];
  expect([meaning!.csv, meaning!.json]).toEqual([row, row]);
});

test.each(CASES)('%s', async (_, schema, value, csv, json = csv) => {
  const [meaning] = await meaningsOf(schema, [value]);
  const rowOf = (x: number | 'refused') => (x === 'refused' ? x : [x, 0.5]);
  expect([meaning!.csv, meaning!.json]).toEqual([rowOf(csv), rowOf(json)]);
});

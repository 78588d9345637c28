import type { ModelSchema } from '@lambda-forest/api';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { COMMON, TARGET } from '../../test/schemas.ts';
import { csvRows } from './csv-rows.ts';
import { csvText, resultCsv } from './result-csv.ts';
import { resultTable } from './result-rows.ts';

const names = ['width', 'colour'];
const good = {
  prediction: 1,
  class_name: 'b, or c',
  probabilities: [0.25, 0.75],
  warnings: [{ feature: 'width', message: 'The value is above 10.' }],
};
const bad = {
  errors: [
    {
      pointer: '/instances/1/0',
      code: 'type',
      message: 'Found a text, expected a number.',
    } as const,
    { pointer: '/instances/1', code: 'length', message: 'Found 1 value.' } as const,
  ],
};
const classes: ModelSchema = {
  ...COMMON,
  task: 'classification',
  target: { name: 'kind', classes: ['a', 'b, or c'], counts: [5, 5] },
};

test('each row has its answer or its errors, whatever empty lines and quotes are between', () => {
  const text = '\ufeffcolour, width \r\n"re""d",12\r\n\r\nblue,x\r\n';
  const table = resultTable(text, { predictions: [good, bad] }, names);
  expect(table).toEqual({
    columns: ['colour', 'width'],
    rows: [
      { number: 1, cells: ['re"d', '12'], prediction: good, errors: [] },
      {
        number: 2,
        cells: ['blue', 'x'],
        prediction: undefined,
        errors: ['width: Found a text, expected a number.', 'Found 1 value.'],
      },
    ],
  });
  expect(resultCsv(table, classes)).toBe(
    [
      'colour,width,prediction,probability_a,"probability_b, or c",warnings,errors',
      '"re""d",12,"b, or c",0.25,0.75,width: The value is above 10.,',
      'blue,x,,,,,"width: Found a text, expected a number. Found 1 value."',
      '',
    ].join('\r\n'),
  );
});

test('quantities come with their interval, if there is one', () => {
  const schema: ModelSchema = {
    ...COMMON,
    task: 'regression',
    target: TARGET,
  };
  const interval = { lower: 1.25, upper: 3.5, level: 0.8 } as const;
  const predictions = [
    { prediction: 2.5, interval, warnings: [] },
    { prediction: 0.1, warnings: [] },
  ];
  const table = resultTable('width\n1\n2\n', { predictions }, names);
  expect(resultCsv(table, schema)).toBe(
    'width,prediction,lower,upper,warnings,errors\r\n1,2.5,1.25,3.5,,\r\n2,0.1,,,,\r\n',
  );
});

test('any table that is written is read back', () => {
  const cell = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const text = csvText([['width', 'colour'], ...rows]);
      expect(csvRows(text)).toEqual({ columns: ['width', 'colour'], rows });
    }),
  );
});

import type { Schema } from '@lambda-forest/schema';
import { expect, test } from 'vitest';

import { PAINTINGS } from '../../../test/paintings.ts';
import { InputValidationError } from '../../index.ts';
import { RowReader } from '../row-reader.ts';
import { inputTensors, outputTensors, readInferRequest } from './index.ts';

const paintings = new RowReader(PAINTINGS);
const quantities = { ...PAINTINGS, features: PAINTINGS.features.slice(0, 2) };
const tensor = (name: string, shape: number[], data: unknown, datatype = 'FP32') => ({
  name,
  shape,
  datatype,
  data,
});

function read(body: unknown, schema: Schema, maxRows: number) {
  const isIgnored = (name: string) => name === 'id';
  return readInferRequest(body, schema, maxRows, new RowReader(schema, isIgnored));
}

test('the tensors that are described are the tensors that are read', () => {
  const inputs = inputTensors(paintings.readers).map(({ name, datatype }) =>
    tensor(name, [2, 1], datatype === 'BYTES' ? ['red', 'oil'] : [1, null], datatype),
  );
  const outputs = outputTensors(PAINTINGS).map(({ name }) => ({ name }));
  expect(read({ id: '', inputs, outputs }, PAINTINGS, 2)).toEqual({
    id: '',
    outputs: ['predict', 'predict_proba', 'class_name'],
    rows: [
      [1, 1, 'red', 'red'],
      [null, null, 'oil', 'oil'],
    ],
  });
});

test.each([
  [
    [2, 2],
    [1, 2, 3, 4],
  ],
  [
    [2, 2],
    [
      [1, 2],
      [3, 4],
    ],
  ],
])('one tensor of shape %j holds rows', (shape, data) => {
  expect(read({ inputs: [tensor('any', shape, data)] }, quantities, 2).rows).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('one tensor with as many values as features is one row', () => {
  expect(read({ inputs: [tensor('any', [2], [1, 2])] }, quantities, 1).rows).toEqual([[1, 2]]);
});

test('what does not fit is named, all of it', () => {
  const body = { id: 5, inputs: [tensor('a', [], 5, 'BOOLEAN')], outputs: [{}] };
  try {
    read(body, quantities, 1);
    expect.unreachable();
  } catch (error) {
    expect((error as InputValidationError).issues.map(({ pointer }) => pointer)).toEqual([
      '/id',
      '/inputs/0/datatype',
      '/inputs/0/shape',
      '/inputs/0/data',
      '/outputs/0',
    ]);
  }
  for (const inputs of [
    [tensor('a', [1, 3], [1, 2, 3])],
    [tensor('width', [1], [1]), tensor('width', [1], [1])],
    [tensor('width', [1], [1]), tensor('age/years', [2], [1, 2])],
    [tensor('width', [1], [1]), tensor('age', [1], [1])],
  ]) {
    expect(() => read({ inputs }, quantities, 1)).toThrow(InputValidationError);
  }
  const rows = [tensor('a', [2, 2], [1, 2, 3, 4])];
  expect(() => read({ inputs: rows }, quantities, 1)).toThrow('at most 1');
});

/** The rows of tensors, one for each feature, of PAINTINGS; or what is refused. */
function readPaintings(tensors: Readonly<Record<string, readonly unknown[]>>): unknown {
  const inputs = Object.entries(tensors).map(([name, data]) => tensor(name, [data.length], data));
  try {
    return read({ inputs }, PAINTINGS, 9).rows;
  } catch (error) {
    return (error as InputValidationError).issues.map(({ message }) => message);
  }
}

test('the tensor of a feature that may be missing may be absent, and of no other', () => {
  const width = [1, 2];
  const colour = ['red', 7];
  expect(readPaintings({ colour, width })).toEqual([
    [1, null, 'red', null],
    [2, null, 7, null],
  ]);
  expect(readPaintings({ width, colour, id: ['a', 'b'], 'age/years': [3, null] })).toEqual([
    [1, 3, 'red', null],
    [2, null, 7, null],
  ]);
  expect(readPaintings({ width })).toEqual(['Found no tensor named colour, expected one.']);
  expect(readPaintings({ 'age/years': [1], sold: ['no'] })).toEqual([
    'Found another name, expected features only.',
    'Found no tensor named width, expected one.',
    'Found no tensor named colour, expected one.',
  ]);
});

test('a tensor with the name of a feature is its values, as many as there are features too', () => {
  const optional: Schema = { ...PAINTINGS, features: PAINTINGS.features.slice(0, 2) };
  const rowsOf = (name: string, shape: number[]) =>
    read({ inputs: [tensor(name, shape, [1, 2])] }, optional, 9).rows;
  expect(rowsOf('width', [2])).toEqual([
    [1, null],
    [2, null],
  ]);
  expect(rowsOf('input-0', [2])).toEqual([[1, 2]]);
  expect(rowsOf('width', [1, 2])).toEqual([[1, 2]]);
  expect(() => rowsOf('age/years', [2])).toThrow(InputValidationError);
});

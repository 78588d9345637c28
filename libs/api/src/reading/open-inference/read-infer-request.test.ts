import { expect, test } from 'vitest';

import { PAINTINGS } from '../../../test/paintings.ts';
import { InputValidationError } from '../../index.ts';
import { inputTensors, outputTensors, readInferRequest } from './index.ts';

const quantities = { ...PAINTINGS, features: PAINTINGS.features.slice(0, 2) };
const tensor = (name: string, shape: number[], data: unknown, datatype = 'FP32') => ({
  name,
  shape,
  datatype,
  data,
});

test('the tensors that are described are the tensors that are read', () => {
  const inputs = inputTensors(PAINTINGS).map(({ name, datatype }) =>
    tensor(name, [2, 1], datatype === 'BYTES' ? ['red', 'oil'] : [1, null], datatype),
  );
  const outputs = outputTensors(PAINTINGS).map(({ name }) => ({ name }));
  expect(readInferRequest({ id: '', inputs, outputs }, PAINTINGS, 2)).toEqual({
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
  expect(readInferRequest({ inputs: [tensor('any', shape, data)] }, quantities, 2).rows).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('one tensor with as many values as features is one row', () => {
  expect(readInferRequest({ inputs: [tensor('any', [2], [1, 2])] }, quantities, 1).rows).toEqual([
    [1, 2],
  ]);
});

test('what does not fit is named, all of it', () => {
  const body = { id: 5, inputs: [tensor('a', [], 5, 'BOOLEAN')], outputs: [{}] };
  try {
    readInferRequest(body, quantities, 1);
    expect.unreachable();
  } catch (error) {
    expect((error as InputValidationError).issues.map(({ pointer }) => pointer)).toEqual([
      '/id',
      '/inputs/0/datatype',
      '/inputs/0/shape',
      '/inputs/0/data',
      '/outputs/0/name',
    ]);
  }
  for (const inputs of [
    [tensor('a', [1, 3], [1, 2, 3])],
    [tensor('width', [1], [1]), tensor('width', [1], [1])],
    [tensor('width', [1], [1]), tensor('age/years', [2], [1, 2])],
    [tensor('width', [1], [1]), tensor('age', [1], [1])],
  ]) {
    expect(() => readInferRequest({ inputs }, quantities, 1)).toThrow(InputValidationError);
  }
  const rows = [tensor('a', [2, 2], [1, 2, 3, 4])];
  expect(() => readInferRequest({ inputs: rows }, quantities, 1)).toThrow('at most 1');
});

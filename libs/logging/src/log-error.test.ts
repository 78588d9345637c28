import { expect, test } from 'vitest';

import { capture } from '../test/capture.ts';
import { createLogger, describeError, isExpected, logError } from './index.ts';

class ModelNotFoundError extends Error {
  override readonly name = 'ModelNotFoundError';
  readonly code = 'MODEL_NOT_FOUND';
  readonly remedy = 'Train one.';
}

const enoent = Object.assign(new Error('no such file'), { code: 'ENOENT', errno: -2 });

test('an expected error is logged with its code and remedy, and its description has no stack', () => {
  const error = new ModelNotFoundError('Found no model. Train one.', { cause: enoent });
  expect(isExpected(error)).toBe(true);
  expect(describeError(error)).toEqual({
    name: 'ModelNotFoundError',
    code: 'MODEL_NOT_FOUND',
    message: 'Found no model. Train one.',
    cause: { name: 'Error', code: 'ENOENT', message: 'no such file' },
  });
});

test('an unexpected error keeps its stack and those of its causes', () => {
  const error = new TypeError('x is not a function', { cause: enoent });
  expect(isExpected(error)).toBe(false);
  expect(isExpected(enoent)).toBe(false);
  expect(describeError(error)).toEqual({
    name: 'TypeError',
    message: 'x is not a function',
    stack: error.stack,
    cause: { name: 'Error', code: 'ENOENT', message: 'no such file', stack: enoent.stack },
  });
});

test.each([
  ['out of memory', { name: 'string', message: 'out of memory' }],
  [undefined, { name: 'undefined', message: 'undefined' }],
  [Object.create(null), { name: 'object', message: '[Object: null prototype] {}' }],
  [
    { code: 'A', remedy: 'B' },
    { name: 'object', message: "{ code: 'A', remedy: 'B' }" },
  ],
])('thrown %o, which is no error, is described all the same', (thrown, description) => {
  expect(isExpected(thrown)).toBe(false);
  expect(describeError(thrown)).toEqual(description);
});

test('a circle of causes ends', () => {
  const error = new Error('first');
  error.cause = new Error('second', { cause: error });
  const text = JSON.stringify(describeError(error));
  expect(text.match(/"message":"first"/g)?.length).toBeLessThan(10);
});

test('logError writes one ERROR line with the description and the keys given', () => {
  const { stdout, stderr } = capture(() => {
    const logger = createLogger({ service: 'inference' });
    logError(logger, new ModelNotFoundError('Found no model. Train one.'), { path: 'a.forest' });
    logError(logger, new RangeError());
  });
  expect(stdout).toEqual([]);
  expect(stderr).toHaveLength(2);
  expect(stderr[0]).toMatchObject({
    level: 'ERROR',
    message: 'Found no model. Train one.',
    service: 'inference',
    path: 'a.forest',
    error: { name: 'ModelNotFoundError', code: 'MODEL_NOT_FOUND' },
  });
  expect(stderr[0]?.['error']).not.toHaveProperty('stack');
  expect(stderr[1]).toMatchObject({ message: 'RangeError', error: { name: 'RangeError' } });
  expect(stderr[1]?.['error']).toHaveProperty('stack');
});

test('an error handed to the logger itself is described in the same way', () => {
  const { stderr } = capture(() => {
    createLogger({ service: 'inference' }).warn('retrying', new ModelNotFoundError('Found none.'));
  });
  expect(stderr[0]?.['error']).toEqual({
    name: 'ModelNotFoundError',
    code: 'MODEL_NOT_FOUND',
    message: 'Found none.',
  });
});

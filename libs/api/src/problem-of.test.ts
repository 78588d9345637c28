import { expect, test } from 'vitest';

import { PAINTINGS } from '../test/paintings.ts';
import { InputValidationError, problemOf, PROBLEMS, RequestError } from './index.ts';
import type { ProblemCode } from './index.ts';
import { defaultBodyLimit, requireMediaType } from './reading/index.ts';

test('each code has one status, and a refusal says its own message', () => {
  for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
    if (code === 'INPUT_INVALID') continue;
    const problem = problemOf(new RequestError(code, 'a', 'b', 'Send b.'));
    expect(problem).toEqual({
      type: `urn:lambda-forest:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title: PROBLEMS[code].title,
      status: PROBLEMS[code].status,
      code,
      detail: 'Found a, expected b. Send b.',
    });
  }
});

test('invalid input names its fields', () => {
  const issues = [{ pointer: '/x', code: 'type', message: 'wrong' }] as const;
  expect(problemOf(new InputValidationError(issues))).toMatchObject({
    status: 400,
    errors: issues,
  });
});

test('of anything else nothing is shown', () => {
  for (const error of [
    new Error('secret /var/task'),
    'secret',
    undefined,
    new RangeError('secret'),
  ]) {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ status: 500, code: 'SERVICE_FAILED' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  }
});

test('a media type is read without case, parameters or space', () => {
  const supported = ['application/json', 'text/csv'] as const;
  expect(requireMediaType(undefined, supported)).toBe('application/json');
  expect(requireMediaType('Text/CSV ; header=present; charset="UTF-8"', supported)).toBe(
    'text/csv',
  );
  expect(requireMediaType(' ', supported)).toBe('application/json');
  expect(requireMediaType('application/csv;charset=us-ascii', supported)).toBe('text/csv');
  for (const type of ['text/plain', 'application/json; charset=utf-16', 'application/jsonp']) {
    expect(() => requireMediaType(type, supported)).toThrow(RequestError);
  }
});

test('one prediction may have a KiB, or what its features need', () => {
  const limit = (names: readonly string[]) =>
    defaultBodyLimit({
      ...PAINTINGS,
      features: names.map((name) => ({ ...PAINTINGS.features[0]!, name })),
    });
  expect(limit(['sepal_length', 'sepal_width'])).toBe(1_024);
  const names = Array.from({ length: 784 }, (_, i) => `pixel ${i}`);
  const body = JSON.stringify({
    features: Object.fromEntries(names.map((name) => [name, -1.2345678901234567e-100])),
  });
  expect(limit(names)).toBeGreaterThan(body.length);
  const levels = ['short', 'x'.repeat(5_000)];
  const category = {
    kind: 'categorical',
    name: 'text',
    levels,
    counts: [1, 1],
    missing: 0,
  } as const;
  expect(defaultBodyLimit({ ...PAINTINGS, features: [category] })).toBeGreaterThan(5_000);
});

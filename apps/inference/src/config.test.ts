import { expect, test } from 'vitest';

import { parseConfig } from './config.ts';
import { ConfigurationError } from './errors.ts';

test('an empty environment gives the defaults', () => {
  const defaults = {
    modelPath: undefined,
    modelSha256: undefined,
    maxBodyBytes: undefined,
    maxBatchBodyBytes: 1_048_576,
    maxBatchRows: 10_000,
    corsOrigins: [],
    logFeatures: false,
  };
  expect(parseConfig({})).toEqual(defaults);
  expect(parseConfig({ MODEL_PATH: ' ', LOG_FEATURES: '', PATH: '/bin' })).toEqual(defaults);
});

test('every variable has a type', () => {
  expect(
    parseConfig({
      MODEL_PATH: '/opt/model.forest',
      MODEL_SHA256: 'AB'.repeat(32),
      MAX_BODY_BYTES: '64',
      MAX_BATCH_BODY_BYTES: '6291456',
      MAX_BATCH_ROWS: ' 1 ',
      CORS_ALLOWED_ORIGINS: 'http://localhost:3000 ,https://example.com',
      LOG_FEATURES: 'true',
    }),
  ).toEqual({
    modelPath: '/opt/model.forest',
    modelSha256: 'ab'.repeat(32),
    maxBodyBytes: 64,
    maxBatchBodyBytes: 6_291_456,
    maxBatchRows: 1,
    corsOrigins: ['http://localhost:3000', 'https://example.com'],
    logFeatures: true,
  });
});

test.each([
  ['MODEL_SHA256', 'abc', '64 hexadecimal digits'],
  ['MAX_BODY_BYTES', '63', 'a whole number from 64 to 6291456'],
  ['MAX_BODY_BYTES', '-1', 'a whole number'],
  ['MAX_BATCH_BODY_BYTES', '1e6', 'a whole number'],
  ['MAX_BATCH_ROWS', '100001', 'a whole number from 1 to 100000'],
  ['CORS_ALLOWED_ORIGINS', '*,https://example.com', 'separated by commas'],
  ['CORS_ALLOWED_ORIGINS', 'https://example.com/', 'origins such as'],
  ['LOG_FEATURES', 'yes', 'true or false'],
])('%s may not be %j', (name, value, expected) => {
  expect(() => parseConfig({ [name]: value })).toThrow(ConfigurationError);
  expect(() => parseConfig({ [name]: value })).toThrow(name);
  expect(() => parseConfig({ [name]: value })).toThrow(expected);
});

test('all that is wrong is named at once', () => {
  const environment = { MAX_BODY_BYTES: 'x', MAX_BATCH_ROWS: '0', LOG_FEATURES: '1' };
  expect(() => parseConfig(environment)).toThrow(/MAX_BODY_BYTES.*MAX_BATCH_ROWS.*LOG_FEATURES/);
});

import { expect, test } from 'vitest';

import { parseConfig, readEnvironment } from './config.ts';
import { ConfigurationError } from './errors.ts';

const parse = (environment: Readonly<Record<string, string>>) =>
  parseConfig(readEnvironment(environment));

test('an empty environment gives the defaults', () => {
  const defaults = {
    modelPath: undefined,
    modelSha256: undefined,
    maxBodyBytes: undefined,
    maxBatchBodyBytes: 1_048_576,
    maxBatchRows: 10_000,
    corsOrigins: [],
    basePath: '',
    logFeatures: false,
  };
  expect(parse({})).toEqual(defaults);
  expect(parse({ MODEL_PATH: ' ', LOG_FEATURES: '', PATH: '/bin' })).toEqual(defaults);
});

test('every variable has a type', () => {
  expect(
    parse({
      MODEL_PATH: '/opt/model.forest',
      MODEL_SHA256: 'AB'.repeat(32),
      MAX_BODY_BYTES: '64',
      MAX_BATCH_BODY_BYTES: '6291456',
      MAX_BATCH_ROWS: ' 1 ',
      CORS_ALLOWED_ORIGINS: 'http://localhost:3000 ,https://example.com',
      BASE_PATH: '/ml',
      LOG_FEATURES: 'true',
    }),
  ).toEqual({
    modelPath: '/opt/model.forest',
    modelSha256: 'ab'.repeat(32),
    maxBodyBytes: 64,
    maxBatchBodyBytes: 6_291_456,
    maxBatchRows: 1,
    corsOrigins: ['http://localhost:3000', 'https://example.com'],
    basePath: '/ml',
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
  ['CORS_ALLOWED_ORIGINS', 'https://Example.com', 'origins such as'],
  ['CORS_ALLOWED_ORIGINS', 'https://example.com:443', 'origins such as'],
  ['CORS_ALLOWED_ORIGINS', 'https://*.example.com', 'origins such as'],
  ['CORS_ALLOWED_ORIGINS', 'https://example.com?x=1', 'origins such as'],
  ['CORS_ALLOWED_ORIGINS', 'https://me@example.com', 'origins such as'],
  ['CORS_ALLOWED_ORIGINS', 'https://müller.example', 'origins such as'],
  ['CORS_ALLOWED_ORIGINS', 'https://example.com,https://Example.org', 'origins such as'],
  ['CORS_ALLOWED_ORIGINS', 'https://example.com,', 'origins such as'],
  ['CORS_ALLOWED_ORIGINS', 'example.com', 'origins such as'],
  ['LOG_FEATURES', 'yes', 'true or false'],
  ['LOG_LEVEL', 'VERBOSE', 'expected DEBUG, INFO, WARN, ERROR or SILENT'],
  ['BASE_PATH', '/ml/', 'a path such as /ml'],
  ['BASE_PATH', '/ml?x=1', 'a path such as /ml'],
  ['POWERTOOLS_METRICS_DISABLED', 'maybe', 'true or false'],
  ['POWERTOOLS_LOGGER_SAMPLE_RATE', '2', 'expected a number from 0 to 1'],
  ['POWERTOOLS_METRICS_NAMESPACE', 'AWS/Lambda', 'not of AWS/'],
  ['POWERTOOLS_METRICS_NAMESPACE', 'Wälder', 'expected ASCII'],
  ['POWERTOOLS_SERVICE_NAME', '森', 'expected short ASCII'],
  ['POWERTOOLS_METRICS_FUNCTION_NAME', 'a'.repeat(251), 'expected short ASCII'],
])('%s may not be %j', (name, value, expected) => {
  expect(() => parse({ [name]: value })).toThrow(ConfigurationError);
  expect(() => parse({ [name]: value })).toThrow(name);
  expect(() => parse({ [name]: value })).toThrow(expected);
});

test('what cannot be read is left out for those who read the environment again', () => {
  const environment = {
    POWERTOOLS_METRICS_DISABLED: ' ',
    POWERTOOLS_LOGGER_SAMPLE_RATE: 'x',
    POWERTOOLS_DEV: 'on',
    PATH: '',
  };
  expect(readEnvironment(environment).readable).toEqual({ POWERTOOLS_DEV: 'on', PATH: '' });
});

test('all that is wrong is named at once', () => {
  const environment = { MAX_BODY_BYTES: 'x', MAX_BATCH_ROWS: '0', LOG_FEATURES: '1' };
  expect(() => parse(environment)).toThrow(/MAX_BODY_BYTES.*MAX_BATCH_ROWS.*LOG_FEATURES/);
});

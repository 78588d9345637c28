import { expect, test } from 'vitest';

import { configOf } from '../../test/fixture.ts';
import { warnings } from './warnings.ts';

const said = (stage: Parameters<typeof configOf>[0]) =>
  warnings(configOf(stage).stages['staging']!);

test('a closed stage has no warnings', () => {
  expect(said({})).toEqual([]);
  expect(said({ cors: { allowOrigins: ['https://example.com'] } })).toEqual([]);
  expect(said({ alarms: { errors: 3100, validationErrorMinimumRequests: 100_000 } })).toEqual([]);
});

test('an open API is a warning, and open health is not another one then', () => {
  expect(said({ auth: { type: 'none' }, openHealth: true })).toEqual([
    'ANYBODY on the internet may call every route: auth is { type: "none" }.',
  ]);
});

test.each([
  [{ openHealth: true }, /GET \/health, HEAD \/health, GET \/ready, HEAD \/ready: openHealth/],
  [{ cors: { allowOrigins: ['*'] } }, /every site/],
  [{ cors: { allowOrigins: ['http://localhost:3000'] } }, /plain HTTP/],
  [{ logFeatures: true }, /values of single predictions/],
  [{ emulator: true }, /emulator only/],
  [{ alarms: { enabled: false } }, /No alarm reports faults/],
  [{ metrics: false }, /No alarm watches predictions that are refused/],
  [{ alarms: { minutes: 5 } }, /alarms\.minutes is 5, rollout\.minutes 5/],
  [{ alarms: { errors: 3101 } }, /alarms\.errors is 3,101, and .* let 3,100 through/],
  [{ alarms: { throttles: 99_999 } }, /alarms\.throttles is 99,999/],
  [
    {
      throttle: { ratePerSecond: 1, burst: 1 },
      limits: { maxBatchRows: 2 },
      alarms: { validationErrorMinimumRequests: 123 },
    },
    /validationErrorMinimumRequests is 123, and .* let 122 through/,
  ],
])('%j is a warning', (stage, text) => {
  expect(said(stage)).toEqual([expect.stringMatching(text)]);
});

test('a model that needs more memory than the stage has is a warning', () => {
  const { staging } = configOf({ memoryMb: 512 }).stages;
  expect(warnings(staging!, { model: { sha256: '', bytes: 40_000_000 } })).toEqual([]);
  expect(warnings(staging!, { model: { sha256: '', bytes: 60_000_000 } })).toEqual([
    'The model will not fit: it needs about 631 MB of memory, and memoryMb is 512.',
  ]);
});

test('and so is one that needs more than the functions that score files have', () => {
  const batch = { input: 's3://inputs/new', output: 's3://outputs/scored', memoryMb: 512 };
  const { staging } = configOf({ memoryMb: 1_024, batch }).stages;
  expect(warnings(staging!, { model: { sha256: '', bytes: 30_000_000 } })).toEqual([]);
  expect(warnings(staging!, { model: { sha256: '', bytes: 40_000_000 } })).toEqual([
    'The model will not fit: it needs about 565 MB of memory, and batch.memoryMb is 512.',
  ]);
});

test('a limit below the bytes of the example is a warning', () => {
  const { staging } = configOf({ limits: { maxBodyBytes: 98 } }).stages;
  expect(warnings(staging!, { exampleBytes: 98 })).toEqual([]);
  expect(warnings(staging!, { exampleBytes: 99 })).toEqual([
    'The service will refuse its own example: it has 99 bytes, and limits.maxBodyBytes is 98.',
  ]);
});

/** That every variable by which Powertools is set does in the built bundle what its documentation says. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { buildBundle } from './build-bundle.ts';
import { FLOWERS } from './models.ts';

const PROGRAM = new URL('fixtures/answer-twice.mjs', import.meta.url).pathname;

const LAMBDA = {
  AWS_LAMBDA_FUNCTION_NAME: 'predict',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_REGION: 'eu-west-1',
  _X_AMZN_TRACE_ID: 'Root=1-2-3;Parent=4;Sampled=1',
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-powertools-'));
  await buildBundle(folder);
  await writeFile(join(folder, 'model.forest'), FLOWERS);
});
afterAll(() => rm(folder, { recursive: true }));

/** What the service writes for a prediction and a refusal, on both streams. */
function output(environment: Readonly<Record<string, string>>): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [PROGRAM, folder], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...LAMBDA, ...environment },
  });
  expect(status, stderr).toBe(0);
  return stdout + stderr;
}

type Line = Readonly<Record<string, unknown>>;

function lines(environment: Readonly<Record<string, string>> = {}): Line[] {
  return output(environment)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}

const ofLevel = (level: string) => (line: Line) => line['level'] === level;
const withMetric = (name: string) => (line: Line) => '_aws' in line && name in line;

test('without any it is two lines of log, and metrics of each and of the cold start', () => {
  const written = lines();
  expect(written.filter(ofLevel('INFO'))).toMatchObject([
    {
      message: 'request',
      service: 'inference',
      status: 200,
      cold_start: true,
      function_request_id: 'request-2',
      xray_trace_id: '1-2-3',
    },
    { message: 'request', status: 400, cold_start: false, function_request_id: 'request-1' },
  ]);
  expect(written.filter(withMetric('ColdStart'))).toMatchObject([
    { ColdStart: 1, service: 'inference', model: 'flowers', function_name: 'predict' },
  ]);
  expect(written.filter(withMetric('Predictions'))).toHaveLength(1);
  expect(written.filter(withMetric('Problem_INPUT_INVALID'))).toHaveLength(1);
  expect(written).toHaveLength(5);
});

test.each<[string, Readonly<Record<string, string>>, (line: Line) => boolean, number]>([
  ['POWERTOOLS_LOG_LEVEL leaves lines out', { POWERTOOLS_LOG_LEVEL: 'warn' }, ofLevel('INFO'), 0],
  ['so does LOG_LEVEL', { LOG_LEVEL: 'WARN' }, ofLevel('INFO'), 0],
  [
    'what cannot be read is one line of log, and every request is answered 503',
    { POWERTOOLS_METRICS_DISABLED: 'maybe', LOG_LEVEL: 'loud' },
    (line) => line['status'] === 503 || line['level'] === 'ERROR',
    3,
  ],
  [
    'an empty one counts as absent',
    {
      POWERTOOLS_METRICS_DISABLED: '',
      POWERTOOLS_METRICS_NAMESPACE: '',
      POWERTOOLS_SERVICE_NAME: '',
      POWERTOOLS_LOGGER_SAMPLE_RATE: ' ',
      POWERTOOLS_LOGGER_LOG_EVENT: '',
      POWERTOOLS_DEV: '',
    },
    (line) => line['service'] === 'inference',
    5,
  ],
  ["Lambda's own level overrules both", { AWS_LAMBDA_LOG_LEVEL: 'WARN' }, ofLevel('INFO'), 0],
  [
    'POWERTOOLS_LOGGER_SAMPLE_RATE turns DEBUG on for a share of the requests',
    { POWERTOOLS_LOGGER_SAMPLE_RATE: '1' },
    ofLevel('DEBUG'),
    2,
  ],
  [
    'and says in each line how large the share is',
    { POWERTOOLS_LOGGER_SAMPLE_RATE: '0.5' },
    (line) => line['message'] === 'request' && line['sampling_rate'] === 0.5,
    2,
  ],
  [
    'POWERTOOLS_LOGGER_LOG_EVENT logs each event',
    { POWERTOOLS_LOGGER_LOG_EVENT: 'true' },
    (line) => (line['event'] as Line | undefined)?.['rawPath'] === '/predict',
    2,
  ],
  [
    'POWERTOOLS_SERVICE_NAME names the service',
    { POWERTOOLS_SERVICE_NAME: 'flowers' },
    (line) => line['service'] === 'flowers',
    5,
  ],
  [
    'POWERTOOLS_METRICS_NAMESPACE is where metrics go',
    { POWERTOOLS_METRICS_NAMESPACE: 'Garden' },
    (line) => JSON.stringify(line).includes('"Namespace":"Garden"'),
    3,
  ],
  [
    'POWERTOOLS_METRICS_FUNCTION_NAME is the name of the function in the metric of cold starts',
    { POWERTOOLS_METRICS_FUNCTION_NAME: 'other' },
    (line) => line['function_name'] === 'other',
    1,
  ],
  [
    'POWERTOOLS_METRICS_DISABLED leaves metrics out',
    { POWERTOOLS_METRICS_DISABLED: 'true' },
    (line) => '_aws' in line,
    0,
  ],
  [
    'with provisioned concurrency no start is cold',
    { AWS_LAMBDA_INITIALIZATION_TYPE: 'provisioned-concurrency' },
    (line) => 'ColdStart' in line || line['cold_start'] === true,
    0,
  ],
])('%s', (_, environment, isMeant, count) => {
  expect(lines(environment).filter(isMeant)).toHaveLength(count);
});

test('POWERTOOLS_DEV writes lines for people, and no metrics', () => {
  const written = output({ POWERTOOLS_DEV: 'true' });
  expect(written).toContain('\n    "message": "request"');
  expect(written).not.toContain('_aws');
});

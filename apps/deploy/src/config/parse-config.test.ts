import { expect, test } from 'vitest';

import cases from '../../cases/configurations.json' with { type: 'json' };
import { configurationOf } from '../../test/cases.ts';
import { DeployConfigError } from '../errors.ts';
import { parseConfig, stageConfig } from './index.ts';

const parse = (input: unknown) => parseConfig(input, 'deploy.config.ts');
const stage = (options: object) => ({ stages: { staging: { region: 'eu-west-1', ...options } } });

function mistakesOf(input: unknown): string {
  try {
    parse(input);
  } catch (error) {
    if (error instanceof DeployConfigError) return error.message;
    throw error;
  }
  throw new Error('Found no mistake, expected one.');
}

test('a stage needs only a region, and its defaults are closed', () => {
  const { staging } = parse(stage({})).stages;
  expect(staging).toMatchObject({
    auth: { type: 'iam' },
    openHealth: false,
    cors: { allowOrigins: [] },
    logFeatures: false,
    removal: 'retain',
    rollout: { type: 'canary', percent: 10, minutes: 5 },
    emulator: false,
  });
});

test('every mistake is named at once, with its place, what was found and what was expected', () => {
  const message = mistakesOf(
    stage({ region: 'Ireland', memoryMb: '512', logRetentionDays: 8, auth: { type: 'open' } }),
  );
  expect(message).toMatch(/^In deploy\.config\.ts: found .+; .+; .+; .+\. Correct them\.$/);
  expect(message).toContain('found "Ireland" at stages.staging.region, expected a region that');
  expect(message).toContain(
    'found "512" at stages.staging.memoryMb, expected a whole number from 128 to 10,240',
  );
  expect(message).toContain('found 8 at stages.staging.logRetentionDays, expected one of 1, 3, 5');
  expect(message).toContain('found {"type":"open"} at stages.staging.auth.type, expected { type: ');
  expect(message).not.toContain('\n');
});

test.each([
  [NaN, 'NaN'],
  [Infinity, 'Infinity'],
  [512n, '512n'],
  [Symbol('x'), 'Symbol(x)'],
  [() => 512, 'a function'],
  [null, 'null'],
  [{ of: 512n }, 'an object that JSON cannot hold'],
])('a value that is no number of MB is shown as it is: %s', (memoryMb, shown) => {
  expect(mistakesOf(stage({ memoryMb }))).toContain(
    `: found ${shown} at stages.staging.memoryMb, expected a whole number`,
  );
});

test('a value out of its bounds is compared with no other option', () => {
  expect(mistakesOf(stage({ timeoutSeconds: 0 }))).toBe(
    'In deploy.config.ts: found 0 at stages.staging.timeoutSeconds, expected a whole number from 1 to 28. Correct it.',
  );
});

test.each([
  [
    stage({ memorymb: 512 }),
    'the unknown option "memorymb" at stages.staging, perhaps you meant "memoryMb"',
  ],
  [
    stage({ auth: { type: 'iam', open: true } }),
    'the unknown option "open" at stages.staging.auth',
  ],
  [
    stage({ alarms: { percentile: 5 } }),
    'at stages.staging.alarms, expected one of enabled, errors, p99DurationMs',
  ],
  [{ stage: {}, ...stage({}) }, 'the unknown option "stage", perhaps you meant "stages"'],
  [{ stages: { Staging: { region: 'eu-west-1' } } }, 'found the name "Staging" at stages.Staging'],
  [{ stages: {} }, 'found {} at stages, expected at least one stage'],
  [{}, 'found nothing at stages, expected an object'],
  [undefined, 'found nothing, expected an object with "service", "tags", "stages"'],
  [() => undefined, 'found a function, expected an object with'],
  [stage({ tags: { 'aws:mine': 'x' } }), 'not "aws:" first'],
  [stage({ cors: { allowOrigins: ['example.com'] } }), 'an origin as browsers send it, such as'],
  [stage({ auth: { type: 'jwt', issuer: 'http://x', audience: ['a'] } }), 'begins with https://'],
  [stage({ auth: { type: 'jwt', issuer: 'https://x', audience: [] } }), 'at least one audience'],
  [stage({ timeoutSeconds: 29 }), 'a whole number from 1 to 28'],
])('%j is refused', (input, text) => {
  expect(mistakesOf(input)).toContain(text);
});

test.each(cases.refused)('$title is refused', ({ stage: options, says }) => {
  const message = mistakesOf(configurationOf(options));
  expect(message).toContain(says);
  expect(message).toMatch(/^In deploy\.config\.ts: found [^;]+\. Correct it\.$/); // and nothing else is
});

test.each(cases.deployable)('$title is accepted', ({ stage: options }) => {
  expect(parse(configurationOf(options)).stages).toHaveProperty('staging');
});

test('invisible characters are shown', () => {
  expect(mistakesOf(stage({ region: 'eu-\u202Ewest' }))).toContain('"eu-\\u{202e}west"');
  expect(mistakesOf(stage({ region: 'x'.repeat(500) }))).toContain('xxx... at');
});

test('a stage has the tags of all stages and its own, which win', () => {
  const config = parse({ tags: { team: 'a', cost: '1' }, ...stage({ tags: { cost: '2' } }) });
  expect(stageConfig(config, 'staging').tags).toEqual({ team: 'a', cost: '2' });
});

test.each(['production', 'toString'])('the missing stage %s is refused', (name) => {
  expect(() => stageConfig(parse(stage({})), name)).toThrow(
    `Found no stage "${name}" in the configuration, expected one of staging.`,
  );
});

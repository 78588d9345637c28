/** Whatever configuration parses also synthesises. `ANY_CONFIG_RUNS=200` tries more of them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { DeployConfigError } from '../../src/errors.ts';
import { configOf, synthesizeStage } from '../fixture.ts';

const RUNS = Number(process.env['ANY_CONFIG_RUNS'] ?? 4);

beforeAll(() => vi.stubEnv('CDK_VALIDATION', 'true'));
afterAll(() => vi.unstubAllEnvs());

type Stage = NonNullable<Parameters<typeof configOf>[0]>;

const pick = <const T>(...values: readonly T[]) => fc.constantFrom(...values);
const whole = (min: number, max: number) => fc.integer({ min, max });
const tagText = fc.stringMatching(/^[\w.:/=+@-]([\w .:/=+@-]{0,126}[\w.:/=+@-])?$/);
const certificate = (region: string) =>
  `arn:aws:acm:${region}:123456789012:certificate/0a1b2c3d-0000-4000-8000-000000000000`;

const region = pick(
  'eu-west-1',
  'us-east-1',
  'ap-southeast-2',
  'us-gov-west-1',
  'cn-north-1',
  'eusc-de-east-1',
);
const auth = fc.oneof(
  pick({ type: 'iam' } as const, { type: 'none' } as const),
  fc.record({
    type: fc.constant('jwt' as const),
    issuer: pick('https://example.com/', 'https://login.example.org/tenant/v2.0'),
    audience: fc.uniqueArray(fc.stringMatching(/^[\w:-]{1,40}$/), { minLength: 1, maxLength: 50 }),
    scopes: fc.uniqueArray(fc.stringMatching(/^[\w:/.-]{1,20}$/), { maxLength: 10 }),
  }),
);
const optional = <T extends object>(members: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(members, { requiredKeys: [] });

/** Of every option some legal values, the bounds among them; not all go together. */
const stages: fc.Arbitrary<Stage> = fc.record(
  {
    region,
    account: fc.stringMatching(/^\d{12}$/),
    memoryMb: whole(128, 10_240),
    timeoutSeconds: whole(1, 28),
    reservedConcurrency: fc.option(whole(1, 1_000)),
    provisionedConcurrency: fc.record({
      min: whole(1, 50),
      max: whole(1, 1_000),
      targetUtilization: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
    }),
    auth,
    openHealth: fc.boolean(),
    cors: optional({
      allowOrigins: pick<string[]>([], ['*'], ['https://example.com', 'http://localhost:8080']),
      maxAgeSeconds: whole(0, 86_400),
    }),
    throttle: optional({ ratePerSecond: whole(1, 10_000), burst: whole(1, 5_000) }),
    rollout: fc.oneof(
      fc.constant({ type: 'all-at-once' as const }),
      fc.record({
        type: fc.constant('canary' as const),
        percent: whole(1, 99),
        minutes: whole(1, 2_880),
      }),
    ),
    alarms: optional({
      enabled: fc.boolean(),
      errors: whole(1, 100_000),
      p99DurationMs: whole(1, 30_000),
      throttles: whole(1, 100_000),
      validationErrorPercent: fc.double({ min: 0.1, max: 100, noNaN: true }),
      validationErrorMinimumRequests: whole(1, 100_000),
      minutes: whole(1, 60),
      emails: pick<string[]>([], ['a@example.com'], ['a@example.com', "o'b+c@sub.example.org"]),
    }),
    tracing: fc.boolean(),
    metrics: fc.boolean(),
    dashboard: fc.boolean(),
    accessLogs: fc.boolean(),
    logRetentionDays: pick(1, 30, 3_653),
    logLevel: pick('DEBUG', 'ERROR'),
    logFeatures: fc.boolean(),
    limits: optional({ maxBodyBytes: whole(64, 1_000_000), maxBatchRows: whole(1, 1_000) }),
    domain: region.chain((of) =>
      fc.record(
        {
          name: pick('predict.example.com', 'a.b.example.com'),
          certificateArn: pick(certificate(of), certificate('eu-west-1')),
          hostedZoneId: pick('Z1', 'ZABC123'),
          hostedZoneName: pick('example.com', 'b.example.com'),
        },
        { requiredKeys: ['name', 'certificateArn'] },
      ),
    ),
    batch: pick(
      { input: 's3://inputs', output: 's3://outputs' },
      { input: 's3://files/a', output: 's3://files/b', concurrency: 10_000, memoryMb: 512 },
    ),
    removal: pick('retain', 'destroy'),
    tags: fc.dictionary(tagText, tagText, { maxKeys: 25 }),
    emulator: fc.boolean(),
  },
  { requiredKeys: ['region'] },
);

test('whatever parses synthesises', { timeout: 30_000 + RUNS * 5_000 }, async () => {
  let parsed = 0;
  await fc.assert(
    fc.asyncProperty(stages, async (stage) => {
      try {
        configOf(stage);
      } catch (error) {
        if (!(error instanceof DeployConfigError)) throw error;
        fc.pre(false);
      }
      const { template } = await synthesizeStage(stage);
      parsed++;
      expect(Object.keys(template.Resources).length).toBeGreaterThan(10);
    }),
    { numRuns: RUNS },
  );
  expect(parsed).toBe(RUNS);
});

/** The rules of cdk-nag and of CloudFormation are really checked, and every exception is needed. */
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import cdk from '../../cdk.json' with { type: 'json' };
import { StackRuleError } from '../../src/errors.ts';
import { readBrokenRules } from '../../src/stack/rule-report.ts';
import type { SynthResult } from '../../src/synth.ts';
import { readPackage } from '../../src/package/read-package.ts';
import { synthesize } from '../../src/synth.ts';
import { configOf, freshFolder, synthesizeStage, writePackage } from '../fixture.ts';

beforeAll(() => vi.stubEnv('CDK_VALIDATION', 'true'));
afterAll(() => vi.unstubAllEnvs());

/** Stages that together have every construct that is suppressed for anything. */
const STAGES: Record<string, Parameters<typeof synthesizeStage>[0]> = {
  closed: { alarms: { emails: ['ops@example.com'] } },
  'with open health': { openHealth: true },
  open: { auth: { type: 'none' } },
  'without what costs': { tracing: false, accessLogs: false, alarms: { enabled: false } },
  'of one account': { account: '123456789012' },
  'of an image': { packaging: 'image', reservedConcurrency: 50 },
  'with batch': {
    batch: {
      input: 's3://inputs/new',
      output: 's3://outputs/scored',
      trainingMemoryMb: 3_008,
      inputKeyArns: ['arn:aws:kms:eu-west-1:123456789012:key/1234abcd'],
      outputKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/5678abcd',
    },
    alarms: { emails: ['ops@example.com'] },
  },
};

test.each(Object.keys(STAGES))(
  'the stack %s breaks no rule that is not suppressed',
  async (name) => {
    const { suppressed } = await synthesizeStage(STAGES[name]);
    for (const { reason } of suppressed) expect(reason).toMatch(/^[A-Za-z"].{40,}\.$/);
  },
);

test.each(Object.keys(STAGES))(
  'without suppressions the stack %s is refused for each of them',
  async (name) => {
    const { suppressed, stackName } = await synthesizeStage(STAGES[name]);
    const usual = await readPackage(writePackage());
    const acknowledging = vi.spyOn(Validations.prototype, 'acknowledge').mockReturnValue();
    try {
      const error = await synthesizeStage(STAGES[name], usual).then(
        (result: SynthResult) => expect.fail(`${result.stackName} breaks no rule.`),
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(StackRuleError);
      const { message } = error as StackRuleError;
      for (const { rule, place } of suppressed) expect(message).toContain(`${rule} at ${place}`);
      expect(message.match(/ at lambda-forest-/g)).toHaveLength(suppressed.length);
      expect(message).toContain(stackName);
    } finally {
      acknowledging.mockRestore();
    }
  },
);

test("CloudFormation's own rules are asked", () => {
  const app = new App({ outdir: freshFolder(), context: cdk.context });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'broken');
  new CfnFunction(stack, 'F', {
    code: { zipFile: 'x' },
    role: 'r',
    memorySize: 1,
    runtime: 'nodejs1.x',
  });
  const broken = readBrokenRules(app.synth().directory);
  expect(broken.join('\n')).toMatch(/MemorySize/);
});

test('what only the CDK itself refuses is a broken rule too, in one line', async () => {
  const config = { ...configOf(), service: 'no_name' };
  const given = await readPackage(writePackage());
  await expect(
    synthesize({ config, stage: 'staging', ...given, outdir: freshFolder() }),
  ).rejects.toThrow(/^Found 1 broken rule in the stack, expected none: \w+: [^\n]+$/);
});

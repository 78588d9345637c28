import { expect, test } from 'vitest';

import { stackDifference } from '../../src/aws/stack-difference.ts';
import type { Template } from '../../src/synth.ts';
import { synthesizeStage } from '../fixture.ts';

type Stage = Parameters<typeof synthesizeStage>[0];

async function impossible(before: Stage, after: Stage): Promise<readonly string[]> {
  const [old, fresh] = [await synthesizeStage(before), await synthesizeStage(after)];
  return stackDifference(old.template, fresh.template).impossible;
}

test('a function keeps its name, and so cannot go from zip to image or back', async () => {
  const found = (change: string) =>
    `AWS::Lambda::Function lambda-forest-iris-staging would have to be replaced (PackageType ${change}), which CloudFormation does not do while it keeps its name.`;
  expect(await impossible({}, { packaging: 'image' })).toEqual([
    found('from the default to "Image"'),
  ]);
  expect(await impossible({ packaging: 'image' }, {})).toEqual([
    found('from "Image" to the default'),
  ]);
});

const POSSIBLE: [string, Stage][] = [
  ['another memory, time and log level', { memoryMb: 1024, timeoutSeconds: 5, logLevel: 'WARN' }],
  ['another authentication', { auth: { type: 'none' } }],
  ['another rollout', { rollout: { type: 'canary', percent: 25, minutes: 3 } }],
  ['other alarms and addresses', { alarms: { errors: 5, emails: ['ops@example.com'] } }],
  ['other origins', { cors: { allowOrigins: ['https://example.com'] } }],
  ['copies that are kept warm', { provisionedConcurrency: { min: 1, max: 3 } }],
  ['logs that are removed with the stack', { removal: 'destroy', logRetentionDays: 1 }],
  [
    'a custom domain',
    {
      domain: {
        name: 'x.example.com',
        certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/x',
      },
    },
  ],
];

test.each(POSSIBLE)('%s: a deployed stage can add and remove it', async (_name, stage) => {
  expect(await impossible({}, stage)).toEqual([]);
  expect(await impossible(stage, {})).toEqual([]);
});

test('resources that are renamed, new or removed can be replaced', () => {
  const stack = (FunctionName: string, PackageType: string): Template => ({
    Resources: { F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName, PackageType } } },
    Outputs: {},
  });
  const nothing: Template = { Resources: {}, Outputs: {} };
  const [old, fresh] = [stack('a', 'Zip'), stack('b', 'Image')];
  expect(stackDifference(old, stack('a', 'Image')).impossible).toHaveLength(1);
  for (const [before, after] of [
    [old, fresh],
    [nothing, fresh],
    [old, nothing],
  ] as const) {
    expect(stackDifference(before, after).impossible).toEqual([]);
  }
});

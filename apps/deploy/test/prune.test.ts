import { DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';

import { prunable } from '../src/aws/prune-versions.ts';
import { pruneCommand } from '../src/commands/prune.ts';
import { NotConfirmedError } from '../src/errors.ts';
import { awsError, fakeAws, fakeContext, FUNCTION, stackIn, versionsAre } from './fake-aws.ts';
import type { FakeAws, FakeContextOptions } from './fake-aws.ts';

let aws: FakeAws;

beforeEach(() => {
  aws = fakeAws();
  stackIn(aws, 'UPDATE_COMPLETE', 7);
  versionsAre(aws, { published: [1, 2, 3, 4, 5, 6, 7], live: 7 });
  aws.lambda.on(DeleteFunctionCommand).resolves({});
});

async function prune(args: string[], options: FakeContextOptions = {}) {
  const context = fakeContext(aws, options);
  await pruneCommand.act(['--stage=staging', ...args], context);
  return context;
}

const deleted = () =>
  aws.lambda.commandCalls(DeleteFunctionCommand).map(({ args: [{ input }] }) => input);

test('the oldest versions go, after a question that names them', async () => {
  const { lines, documents } = await prune(['--keep=5', '--json'], { answers: ['yes'] });
  expect(deleted()).toEqual(['1', '2'].map((Qualifier) => ({ FunctionName: FUNCTION, Qualifier })));
  expect(lines.at(-1)).toBe('Deleted 2 versions; 5 versions left.');
  expect(documents).toEqual([{ function: FUNCTION, deleted: [1, 2], left: [3, 4, 5, 6, 7] }]);
});

test('the live version, a canary and the deployed one stay, however old', async () => {
  versionsAre(aws, { published: [1, 2, 3, 4, 5, 6, 7], live: 1, canary: { 3: 0.1 } });
  await prune(['--keep=1', '--yes']);
  expect(deleted().map(({ Qualifier }) => Qualifier)).toEqual(['2', '4', '5', '6']);
});

test('without anything to delete nothing is asked', async () => {
  const { lines } = await prune(['--keep=7']);
  expect(lines.at(-1)).toBe('Deleted 0 versions; 7 versions left.');
});

test('a no deletes nothing', async () => {
  await expect(prune(['--keep=1'], { answers: ['no'] })).rejects.toThrow(NotConfirmedError);
  expect(deleted()).toEqual([]);
});

test('a refusal of AWS is one line', async () => {
  aws.lambda.on(DeleteFunctionCommand).rejects(awsError('AccessDeniedException', 'no'));
  await expect(prune(['--keep=6', '--yes'])).rejects.toThrow(
    /^AWS refused to delete version 1 of the function [^\n]+$/,
  );
});

test('no version in use and none of the newest is ever among those that may go', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1 });
  fc.assert(
    fc.property(numbers, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }), (all, i, j, keep) => {
      const sorted = all.toSorted((a, b) => a - b);
      const [live, deployed] = [i, j].map((at) => sorted[at % sorted.length]!);
      const versions = sorted.map((version) => ({
        version,
        published: '',
        codeSha256: '',
        modelSha256: undefined,
      }));
      const old = prunable(versions, { version: live!, canary: new Map() }, deployed!, keep).map(
        ({ version }) => version,
      );
      const spared = [...sorted.slice(-keep), live, deployed];
      expect(old).toEqual(sorted.filter((version) => !spared.includes(version)));
    }),
  );
});

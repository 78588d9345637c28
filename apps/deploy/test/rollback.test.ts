import { CancelUpdateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, test } from 'vitest';

import { rollbackCommand } from '../src/commands/rollback.ts';
import { versionsCommand } from '../src/commands/versions.ts';
import { DeploymentError, NotConfirmedError, SmokeTestError } from '../src/errors.ts';
import {
  awsError,
  fakeAws,
  fakeContext,
  fakeService,
  FUNCTION,
  modelOf,
  stackIn,
  URL,
  versionsAre,
} from './fake-aws.ts';
import type { FakeAws, FakeContextOptions } from './fake-aws.ts';

let aws: FakeAws;

beforeEach(() => {
  aws = fakeAws();
});

async function rollback(args: string[], options: FakeContextOptions = {}) {
  const context = fakeContext(aws, options);
  await rollbackCommand.act(['--stage=staging', ...args], context);
  return context;
}

/** What the alias was changed to, undefined if it was not. */
function moved() {
  return aws.lambda.commandCalls(UpdateAliasCommand)[0]?.args[0].input;
}

describe('a rollback', () => {
  test('goes to the version before the live one, whole, and tests it with its model', async () => {
    const { documents, lines } = await rollback(['--yes', '--json']);
    expect(moved()).toEqual({
      FunctionName: FUNCTION,
      Name: 'live',
      FunctionVersion: '2',
      RoutingConfig: { AdditionalVersionWeights: {} },
      Description: 'Rolled back: 3',
      RevisionId: 'revision',
    });
    expect(documents).toMatchObject([
      { from: 3, version: 2, modelSha256: modelOf(2), url: URL, smoke: { ok: true } },
    ]);
    expect(lines.at(-1)).toBe('live is at version 2.');
  });

  test('goes to a given version, also to a newer one', async () => {
    versionsAre(aws, { published: [1, 2, 3], live: 1, description: 'Rolled back: 3, 2' });
    await rollback(['--yes', '--to-version=2']);
    expect(moved()).toMatchObject({ FunctionVersion: '2', Description: 'Rolled back: 3' });
  });

  test('skips a version that was rolled back before', async () => {
    versionsAre(aws, { published: [1, 2, 3], live: 3, description: 'Rolled back: 2' });
    await rollback(['--yes'], { send: fakeService(modelOf(1)) });
    expect(moved()).toMatchObject({ FunctionVersion: '1', Description: 'Rolled back: 3, 2' });
  });

  test('of a canary ends its share and records the version that it tried', async () => {
    versionsAre(aws, { published: [1, 2, 3], live: 2, canary: { '3': 0.1 } });
    await rollback(['--yes', '--to-version=2']);
    expect(moved()).toMatchObject({
      FunctionVersion: '2',
      RoutingConfig: { AdditionalVersionWeights: {} },
      Description: 'Rolled back: 3',
    });
  });

  test('does not read a foreign description as versions', async () => {
    versionsAre(aws, { published: [1, 2, 3], live: 3, description: 'see ticket 2' });
    await rollback(['--yes']);
    expect(moved()).toMatchObject({ FunctionVersion: '2', Description: 'Rolled back: 3' });
  });

  test('asks first, and a no changes nothing', async () => {
    await expect(rollback([], { answers: ['no'] })).rejects.toThrow(NotConfirmedError);
    expect(moved()).toBeUndefined();
    const { questions } = await rollback([], { answers: ['yes'] });
    expect(questions).toEqual([
      'Move live of lambda-forest-iris-staging from version 3 to 2? (yes or no) ',
    ]);
    expect(moved()).toMatchObject({ FunctionVersion: '2' });
  });

  test('is refused without a terminal', async () => {
    await expect(rollback([])).rejects.toThrow(/--yes/);
    expect(moved()).toBeUndefined();
  });

  test.each([
    [['--to-version=9'], /Found no version 9, expected one of 1, 2, 3/],
    [['--to-version=3'], /version 3 is live already/],
  ])('with %j is refused', async (args, message) => {
    await expect(rollback(['--yes', ...args])).rejects.toThrow(message);
    expect(moved()).toBeUndefined();
  });

  test('from the first version is refused', async () => {
    versionsAre(aws, { published: [1], live: 1 });
    await expect(rollback(['--yes'])).rejects.toThrow(/Found no version before 1/);
  });

  test('fails if the model that answers is not that of the version', async () => {
    const wrong = rollback(['--yes'], { send: fakeService(modelOf(3)) });
    await expect(wrong).rejects.toThrow(SmokeTestError);
    await expect(rollback(['--yes'], { send: fakeService(modelOf(3)) })).rejects.toThrow(
      /Found a model with SHA-256 333/,
    );
  });

  test('reports that somebody else changed the alias meanwhile', async () => {
    const cause = awsError('PreconditionFailedException', 'The revision does not match');
    aws.lambda.on(UpdateAliasCommand).rejects(cause);
    const error = await rollback(['--yes']).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeploymentError);
    expect(error).toMatchObject({ cause, message: expect.stringMatching(/Somebody else/) });
  });
});

describe('during a deployment', () => {
  test('a rollback stops it and waits for the version that was live before', async () => {
    stackIn(aws, 'UPDATE_IN_PROGRESS', 3);
    versionsAre(aws, { published: [1, 2, 3], live: 2 });
    aws.cloudFormation.on(CancelUpdateStackCommand).callsFake(() => {
      stackIn(aws, 'UPDATE_ROLLBACK_COMPLETE', 2);
      return {};
    });
    const { documents } = await rollback(['--yes', '--json']);
    expect(aws.cloudFormation.commandCalls(CancelUpdateStackCommand)).toHaveLength(1);
    expect(moved()).toBeUndefined();
    expect(documents).toMatchObject([{ from: 3, version: 2 }]);
  });

  test('it waits for CloudFormation, but no longer than an hour', async () => {
    stackIn(aws, 'UPDATE_IN_PROGRESS', 3);
    aws.cloudFormation.on(CancelUpdateStackCommand).resolves({});
    await expect(rollback(['--yes'])).rejects.toThrow(/UPDATE_IN_PROGRESS after an hour/);
    expect(aws.cloudFormation.commandCalls(DescribeStacksCommand).length).toBeGreaterThan(700);
  });

  test('a rollback to a version is refused', async () => {
    stackIn(aws, 'UPDATE_IN_PROGRESS', 3);
    await expect(rollback(['--yes', '--to-version=1'])).rejects.toThrow(/in progress/);
    expect(aws.cloudFormation.commandCalls(CancelUpdateStackCommand)).toHaveLength(0);
  });

  test('a rollback that ends in another state names it', async () => {
    stackIn(aws, 'UPDATE_IN_PROGRESS', 3);
    aws.cloudFormation.on(CancelUpdateStackCommand).callsFake(() => {
      stackIn(aws, 'UPDATE_ROLLBACK_FAILED', 2);
      return {};
    });
    await expect(rollback(['--yes'])).rejects.toThrow(/UPDATE_ROLLBACK_FAILED/);
  });

  test('AWS may refuse to stop it', async () => {
    stackIn(aws, 'UPDATE_IN_PROGRESS', 3);
    aws.cloudFormation
      .on(CancelUpdateStackCommand)
      .rejects(awsError('ValidationError', 'CancelUpdateStack cannot be called'));
    await expect(rollback(['--yes'])).rejects.toThrow(/refused to stop the update/);
  });
});

describe('the versions', () => {
  async function versions(...args: string[]) {
    const context = fakeContext(aws);
    await versionsCommand.act(['--stage=staging', ...args], context);
    return context;
  }

  test('are listed from new to old, each with its state', async () => {
    versionsAre(aws, {
      published: [1, 2, 3],
      live: 2,
      canary: { '3': 0.1 },
      description: 'Rolled back: 1',
    });
    expect((await versions()).lines.slice(-4)).toEqual([
      'version  state        published (UTC)      model         code',
      '      3  canary 10 %  2026-01-03 10:00:00  333333333333  636f6465',
      '      2  live         2026-01-02 10:00:00  222222222222  636f6465',
      '      1  rolled back  2026-01-01 10:00:00  111111111111  636f6465',
    ]);
  });

  test('show that the alias is not at the version of the last deployment', async () => {
    versionsAre(aws, { published: [1, 2, 3], live: 2, description: 'Rolled back: 3' });
    expect((await versions()).lines.at(-1)).toMatch(
      /^live is at version 2; the last deployment moved it to 3.*--to-version=3/,
    );
  });

  test('are a JSON document with --json', async () => {
    expect((await versions('--json')).documents).toMatchObject([
      {
        live: 3,
        deployed: 3,
        versions: [
          { version: 1, state: '', modelSha256: modelOf(1) },
          { version: 2, state: '' },
          { version: 3, state: 'live' },
        ],
      },
    ]);
  });
});

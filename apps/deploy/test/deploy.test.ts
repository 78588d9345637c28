import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, test } from 'vitest';

import { option } from '@lambda-forest/text';

import { requireConcurrency } from '../src/aws/require-concurrency.ts';
import type { ToolkitLibrary } from '../src/aws/toolkit.ts';
import { COMMANDS } from '../src/commands.ts';
import {
  AWSCredentialsError,
  DeploymentError,
  NotConfirmedError,
  SmokeTestError,
} from '../src/errors.ts';
import type { Template } from '../src/synth.ts';
import { freshFolder, sha256, writePackage } from './fixture.ts';
import {
  awsError,
  fakeAws,
  fakeContext,
  fakeService,
  modelOf,
  stackIn,
  versionsAre,
} from './fake-aws.ts';
import type { FakeAws, FakeContext, FakeContextOptions } from './fake-aws.ts';

/** The CDK's toolkit, with messages and an end of our choice. */
interface IoHost {
  notify(message: object): Promise<void>;
  requestResponse(request: object): Promise<unknown>;
}

const toolkit = {
  calls: [] as string[],
  assembly: '',
  run: (_action: string, _host: IoHost): Promise<void> => Promise.resolve(),
};

const TOOLKIT_LIBRARY: ToolkitLibrary = {
  BootstrapEnvironments: { fromList: (list) => ({ stacks: list.join() }) },
  Toolkit: class {
    readonly #host: IoHost;
    constructor({ ioHost }: { ioHost: IoHost }) {
      this.#host = ioHost;
    }
    fromAssemblyDirectory(directory: string) {
      toolkit.assembly = directory;
      return Promise.resolve({ stacks: stacksIn(directory).join() });
    }
    deploy = ({ stacks }: { stacks: string }) => this.#call('deploy', stacks);
    destroy = ({ stacks }: { stacks: string }) => this.#call('destroy', stacks);
    bootstrap = ({ stacks }: { stacks: string }) => this.#call('bootstrap', stacks);

    async #call(action: string, stacks: string) {
      toolkit.calls.push(`${action} ${stacks}`);
      await toolkit.run(action, this.#host);
    }
  },
};

function manifestIn(assembly: string) {
  return JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8')) as {
    artifacts: Record<string, { type: string }>;
  };
}

function stacksIn(assembly: string): string[] {
  return Object.entries(manifestIn(assembly).artifacts)
    .filter(([, { type }]) => type === 'aws:cloudformation:stack')
    .map(([name]) => name);
}

const CONFIG = join(import.meta.dirname, 'staging.config.ts');
const STACK = 'lambda-forest-iris-staging';

let aws: FakeAws;
let root: string;
let folder: string;

beforeEach(() => {
  toolkit.calls.length = 0;
  toolkit.run = () => Promise.resolve();
  aws = fakeAws();
  root = freshFolder();
  folder = writePackage();
  nothingIsDeployed();
});

/** No stack before, one with the version 1 after the toolkit has run. */
function nothingIsDeployed(): void {
  const missing = awsError('ValidationError', `Stack with id ${STACK} does not exist`);
  aws.cloudFormation.on(DescribeStacksCommand).rejects(missing);
  versionsAre(aws, { published: [1], live: 1 });
  toolkit.run = (action) => {
    if (action === 'deploy') stackIn(aws, 'CREATE_COMPLETE', 1);
    return Promise.resolve();
  };
}

function contextOf(options: FakeContextOptions = {}): FakeContext {
  return fakeContext(aws, {
    root,
    send: fakeService(modelOf(1)),
    loadToolkit: () => Promise.resolve(TOOLKIT_LIBRARY),
    ...options,
  });
}

async function run(
  name: string,
  args: string[] = [],
  { config = CONFIG, ...options }: FakeContextOptions & { readonly config?: string } = {},
): Promise<FakeContext> {
  const context = contextOf(options);
  const needsPackage = ['deploy', 'diff', 'synth'].includes(name);
  await (
    await command(name)
  ).act(
    [
      '--stage=staging',
      `--config=${config}`,
      ...(needsPackage ? [`--package=${folder}`] : []),
      ...args,
    ],
    context,
  );
  return context;
}

function command(name: string) {
  return COMMANDS[name as keyof typeof COMMANDS].load();
}

describe('a deployment', () => {
  test('shows what changes, deploys, tests, and shows the result', async () => {
    const { lines, documents } = await run('deploy', ['--yes', '--json']);
    const text = lines.join('\n');
    expect(toolkit.calls).toEqual([`deploy ${STACK}`]);
    expect(text).toContain('IAM Statement Changes');
    expect(text).toMatch(/WARNING: .*anybody/i);
    expect(text).toContain('OPEN: Anybody may call POST /predict.');
    expect(text).toMatch(/Version {3}1\nModel {5}iris 1\.0\.0, SHA-256 1{64}\n/);
    expect(lines.at(-1)).toMatch(/^curl .*\/predict'$/);
    expect(documents).toMatchObject([
      { version: 1, model: { name: 'iris', sha256: modelOf(1) }, smoke: { ok: true } },
    ]);
  });

  test('asks before permissions change; a no changes nothing', async () => {
    await expect(run('deploy', [], { answers: ['no'] })).rejects.toThrow(NotConfirmedError);
    expect(toolkit.calls).toEqual([]);
    const { questions } = await run('deploy', [], { answers: ['yes'] });
    expect(questions).toEqual([
      `Deploy ${STACK} to eu-west-1 with these permissions? (yes or no) `,
    ]);
    expect(toolkit.calls).toHaveLength(1);
  });

  test('is of what was shown, whatever another command synthesises while it asks', async () => {
    const context = contextOf({ answers: [] });
    const args = ['--stage=staging', `--config=${CONFIG}`];
    const other = writePackage({ model: 'other trees' });
    const ask = async () => {
      for (const name of ['deploy', 'diff', 'synth']) {
        const words = name === 'deploy' ? ['--dry-run'] : [];
        const load = await command(name);
        await load.act([...args, `--package=${other}`, ...words], contextOf());
      }
      return 'yes';
    };
    await (
      await command('deploy')
    ).act([...args, `--package=${folder}`], {
      ...context,
      terminal: { ...context.terminal, ask },
    });
    const template = readFileSync(join(toolkit.assembly, `${STACK}.template.json`), 'utf8');
    expect(template).toContain(sha256('trees'));
    expect(template).not.toContain(sha256('other trees'));
  });

  test('is refused without a terminal', async () => {
    await expect(run('deploy')).rejects.toThrow(/--yes/);
    expect(toolkit.calls).toEqual([]);
  });

  test('of the same package changes nothing and asks nothing', async () => {
    const { documents } = await run('synth', ['--json']);
    const [{ template }] = documents as [{ template: string }];
    const body = readFileSync(template, 'utf8');
    stackIn(aws, 'UPDATE_COMPLETE', 1);
    aws.cloudFormation.on(GetTemplateCommand).resolves({ TemplateBody: body });
    const { lines, questions } = await run('deploy', [], { answers: [] });
    expect(questions).toEqual([]);
    expect(lines).toContain('Nothing to change in the stack.');
  });

  test('is refused in one line if CloudFormation would refuse it halfway', async () => {
    stackIn(aws, 'UPDATE_COMPLETE', 1);
    const asImage = { FunctionName: STACK, PackageType: 'Image' };
    const { documents } = await run('synth', ['--json']);
    const [{ template }] = documents as [{ template: string }];
    const before = JSON.parse(readFileSync(template, 'utf8')) as Template;
    const [id, found] = Object.entries(before.Resources).find(
      ([, { Type }]) => Type === 'AWS::Lambda::Function',
    )!;
    const Resources = { ...before.Resources, [id]: { ...found, Properties: asImage } };
    const TemplateBody = JSON.stringify({ ...before, Resources });
    aws.cloudFormation.on(GetTemplateCommand).resolves({ TemplateBody });
    await expect(run('deploy', ['--yes'])).rejects.toThrow(
      /^Found a change .* replaced \(PackageType from "Image" to the default\), .*lambda-forest destroy --stage=staging --config=.*$/,
    );
    expect(toolkit.calls).toEqual([]);
    const { lines } = await run('diff');
    expect(lines.at(-1)).toMatch(/^IMPOSSIBLE: AWS::Lambda::Function/);
  });

  test('treats a stack that was never complete as missing', async () => {
    stackIn(aws, 'ROLLBACK_COMPLETE', 1);
    await run('deploy', ['--yes']);
    expect(aws.cloudFormation.commandCalls(GetTemplateCommand)).toHaveLength(0);
  });

  test('waits for one that is in progress', async () => {
    stackIn(aws, 'CREATE_IN_PROGRESS', 1);
    const context = contextOf();
    let waited = 0;
    await (
      await command('deploy')
    ).act(['--stage=staging', `--config=${CONFIG}`, `--package=${folder}`, '--yes'], {
      ...context,
      wait: () => {
        waited++;
        nothingIsDeployed();
        return Promise.resolve();
      },
    });
    expect(waited).toBe(1);
    expect(context.lines).toContain(
      `Waiting for CloudFormation: ${STACK} is in CREATE_IN_PROGRESS`,
    );
  });

  test('fails with the first resource that failed, not with those that followed', async () => {
    toolkit.run = async (_action, host) => {
      for (const [LogicalResourceId, ResourceStatus, ResourceStatusReason] of [
        ['Fine', 'CREATE_COMPLETE', undefined],
        ['Other', 'CREATE_FAILED', 'Resource creation cancelled'],
        ['Function', 'CREATE_FAILED', 'reserved concurrency\nis above the limit'],
        ['Alias', 'CREATE_FAILED', 'no function'],
      ]) {
        const event = {
          LogicalResourceId,
          ResourceStatus,
          ResourceStatusReason,
          ResourceType: 'AWS::Lambda::Function',
        };
        await host.notify({ code: 'CDK_TOOLKIT_I5502', level: 'info', data: { event } });
      }
      throw new Error('\u274C failed');
    };
    const error = await run('deploy', ['--yes']).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeploymentError);
    expect(error).toMatchObject({
      message:
        'AWS could not deploy the stack: Function (AWS::Lambda::Function): reserved concurrency is above the limit. Correct it and run the same command again.',
      cause: { message: '\u274C failed' },
    });
  });

  test('fails with the message of AWS if no resource failed', async () => {
    toolkit.run = () => Promise.reject(awsError('AccessDenied', '\u274C You may not'));
    await expect(run('deploy', ['--yes'])).rejects.toThrow(
      /^AWS refused to deploy the stack: You may not\. Give your role/,
    );
  });

  test('answers the toolkit what was agreed before, and passes on what a person must say', async () => {
    const said: unknown[] = [];
    toolkit.run = async (_action, host) => {
      stackIn(aws, 'CREATE_COMPLETE', 1);
      said.push(
        await host.requestResponse({ code: 'CDK_TOOLKIT_I5060', defaultResponse: false }),
        await host.requestResponse({ code: 'CDK_X', defaultResponse: 'usual' }),
        await host.requestResponse({
          code: 'CDK_SDK_I1100',
          message: 'Code?',
          defaultResponse: '',
        }),
      );
      await host.notify({ level: 'warn', message: 'old bootstrap' });
      await host.notify({ level: 'debug', message: 'sotto voce' });
    };
    const { lines } = await run('deploy', ['--yes'], { answers: ['123456'] });
    expect(said).toEqual([true, 'usual', '123456']);
    expect(lines).toContain('  old bootstrap');
    expect(lines.join('\n')).not.toContain('sotto voce');
  });

  test('fails if the alias was rolled back and CloudFormation sees no change', async () => {
    toolkit.run = () => {
      stackIn(aws, 'UPDATE_COMPLETE', 2);
      return Promise.resolve();
    };
    await expect(run('deploy', ['--yes'])).rejects.toThrow(
      /Found live at version 1 after the deployment, expected 2.*--to-version=2/,
    );
  });

  test('fails with the way back when the smoke test does', async () => {
    await expect(run('deploy', ['--yes'], { send: fakeService(modelOf(2)) })).rejects.toThrow(
      /lambda-forest rollback --stage=staging/,
    );
  });

  describe('whose smoke test fails, with --rollback-on-failure', () => {
    const deployBroken = () =>
      run('deploy', ['--yes', '--rollback-on-failure'], { send: fakeService(modelOf(1)) });

    test('is rolled back to the version that was live before, which is tested, and fails', async () => {
      stackIn(aws, 'UPDATE_COMPLETE', 1);
      aws.cloudFormation.on(GetTemplateCommand).resolves({ TemplateBody: '{"Resources":{}}' });
      versionsAre(aws, { published: [1], live: 1 });
      toolkit.run = () => {
        stackIn(aws, 'UPDATE_COMPLETE', 2);
        versionsAre(aws, { published: [1, 2], live: 2 });
        return Promise.resolve();
      };
      const error = await deployBroken().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SmokeTestError);
      expect(String(error)).toMatch(
        /version 2 failed its smoke test, and version 1 is live again\..*Found a model/,
      );
      expect(aws.lambda.commandCalls(UpdateAliasCommand)[0]?.args[0].input).toMatchObject({
        FunctionVersion: '1',
        Description: 'Rolled back: 2',
      });
    });

    test('stays where it is if nothing was live before', async () => {
      const send = fakeService(modelOf(2));
      await expect(run('deploy', ['--yes', '--rollback-on-failure'], { send })).rejects.toThrow(
        /No version was live before/,
      );
      expect(aws.lambda.commandCalls(UpdateAliasCommand)).toHaveLength(0);
    });

    test('a deployment that fails before it is live moves nothing', async () => {
      toolkit.run = () => Promise.reject(awsError('AccessDenied', 'no'));
      await expect(deployBroken()).rejects.toThrow(DeploymentError);
      expect(aws.lambda.commandCalls(UpdateAliasCommand)).toHaveLength(0);
    });
  });

  test('needs a package of the requested model', async () => {
    await expect(run('deploy', ['--yes', '--model=wine'])).rejects.toThrow(
      /Found a package of the model iris, expected wine/,
    );
  });

  test('needs a package of the requested version', async () => {
    await expect(run('deploy', ['--yes', '--model=iris@2.0.0'])).rejects.toThrow(
      /Found a package of iris 1\.0\.0, expected 2\.0\.0\. .*lambda-forest package --model=iris@2\.0\.0/,
    );
    await run('deploy', ['--yes', '--model=iris@1.0.0']);
    expect(toolkit.calls).toEqual([`deploy ${STACK}`]);
  });

  test.each(['iris@', '@1.0.0', 'iris@1@2', './nowhere'])(
    'refuses %s as a model',
    async (model) => {
      await expect(run('deploy', ['--yes', `--model=${model}`])).rejects.toThrow(
        /a model's name|no model at/,
      );
      expect(toolkit.calls).toEqual([]);
    },
  );

  test('takes a model by the path of its folder or file, and packages it where no package is named', async () => {
    const made = freshFolder();
    mkdirSync(join(made, 'm'));
    writeFileSync(join(made, 'm/model.forest'), 'trees');
    writeFileSync(join(made, 'm/metadata.json'), '{"name":"iris","version":"1.0.0"}');
    for (const path of [join(made, 'm'), join(made, 'm/model.forest')]) {
      nothingIsDeployed();
      const packaged: unknown[] = [];
      const makePackage: FakeContext['makePackage'] = (model) => {
        packaged.push(model);
        return Promise.resolve(folder);
      };
      const context = contextOf({ makePackage });
      const args = ['--stage=staging', `--config=${CONFIG}`, `--model=${path}`, '--yes'];
      await (await command('deploy')).act(args, context);
      expect(packaged).toEqual([{ path }]);
      expect(toolkit.calls.splice(0)).toEqual([`deploy ${STACK}`]);
    }
    await expect(run('versions', [`--model=${join(made, 'm')}`])).resolves.toBeDefined();
    await expect(run('versions', ['--model=iris@1.0.0'])).rejects.toThrow(/without a version/);
    rmSync(join(made, 'm/metadata.json'));
    await expect(run('versions', [`--model=${join(made, 'm')}`])).rejects.toThrow(/metadata\.json/);
  });

  test('needs a stage', async () => {
    const context = fakeContext(aws);
    await expect((await command('deploy')).act([], context)).rejects.toThrow(/--stage=staging/);
  });
});

describe('before anything is deployed', () => {
  test.each(['deploy', 'diff', 'destroy', 'rollback', 'versions', 'logs', 'bootstrap'])(
    '%s asks for the identity',
    async (name) => {
      aws.sts.on(GetCallerIdentityCommand).rejects(awsError('ExpiredToken', 'expired'));
      await expect(run(name)).rejects.toThrow(AWSCredentialsError);
      expect(aws.cloudFormation.calls()).toHaveLength(0);
    },
  );

  test('credentials of another account than the configured one are refused', async () => {
    aws.sts.on(GetCallerIdentityCommand).resolves({ Account: '999999999999', Arn: 'arn' });
    await expect(run('deploy', ['--yes'])).rejects.toThrow(/999999999999, expected 123456789012/);
  });

  test('an account that is not bootstrapped is refused with the command', async () => {
    aws.ssm.on(GetParameterCommand).rejects(awsError('ParameterNotFound', 'none'));
    await expect(run('deploy', ['--yes'])).rejects.toThrow(/npx lambda-forest bootstrap/);
    aws.ssm.on(GetParameterCommand).resolves({ Parameter: { Value: '5' } });
    await expect(run('deploy', ['--yes'])).rejects.toThrow(/Found bootstrap version 5/);
    expect(toolkit.calls).toEqual([]);
  });

  test('the command offers to bootstrap it', async () => {
    aws.ssm.on(GetParameterCommand).rejects(awsError('ParameterNotFound', 'none'));
    await run('deploy', [], { answers: ['yes', 'yes'] });
    expect(toolkit.calls).toEqual(['bootstrap aws://123456789012/eu-west-1', `deploy ${STACK}`]);
  });

  test('the command alone asks too', async () => {
    await expect(run('bootstrap')).rejects.toThrow(NotConfirmedError);
    await run('bootstrap', ['--yes']);
    expect(toolkit.calls).toEqual(['bootstrap aws://123456789012/eu-west-1']);
  });

  test('a role that may not read parameters finds the version in the stack', async () => {
    aws.ssm.on(GetParameterCommand).rejects(awsError('AccessDeniedException', 'no'));
    await expect(run('deploy', ['--yes'])).rejects.toThrow(/Found no bootstrap stack/);
    aws.cloudFormation.on(DescribeStacksCommand, { StackName: 'CDKToolkit' }).resolves({
      Stacks: [
        {
          StackName: 'CDKToolkit',
          CreationTime: new Date(0),
          StackStatus: 'CREATE_COMPLETE',
          Outputs: [{ OutputKey: 'BootstrapVersion', OutputValue: '30' }],
        },
      ],
    });
    await run('deploy', ['--yes']);
    expect(toolkit.calls).toEqual([`deploy ${STACK}`]);
  });
});

describe('before anything is packaged', () => {
  const preflight = async (name: string, args: string[], stage = 'staging') => {
    const context = contextOf();
    const { preflight } = await command(name);
    await preflight([`--stage=${stage}`, `--config=${CONFIG}`, ...args], context);
    return context;
  };

  test.each(['deploy', 'diff'])('%s is refused without credentials', async (name) => {
    aws.sts.on(GetCallerIdentityCommand).rejects(awsError('CredentialsProviderError', 'none'));
    await expect(preflight(name, [])).rejects.toThrow(AWSCredentialsError);
  });

  test.each(['deploy', 'diff', 'synth'])('%s is refused with mistakes', async (name) => {
    await expect(preflight(name, ['--modle=iris'])).rejects.toThrow(/Did you mean --model/);
    await expect(preflight(name, [], 'stagign')).rejects.toThrow(/Found no stage "stagign"/);
    await expect(preflight(name, ['--model=@1'])).rejects.toThrow(/@1/);
  });

  test.each(['deploy', 'diff', 'synth'])('%s is refused for a missing model', async (name) => {
    await expect(preflight(name, ['--model=wine'])).rejects.toThrow(
      new RegExp(
        `^Found no model wine, expected one that was trained.* ${option('name')}=wine"\\.$`,
      ),
    );
    mkdirSync(join(root, 'artifacts/iris/1.0.0'), { recursive: true });
    await expect(preflight(name, ['--model=iris@9.9.9'])).rejects.toThrow(
      /^Found no version 9\.9\.9 of the model iris, expected 1\.0\.0\./,
    );
    await preflight(name, ['--model=wine', `--package=${folder}`]);
    for (const [path, model] of [
      ['wine/latest.json', 'wine'],
      ['iris/2.0.0/model.forest', 'iris@2.0.0'],
    ] as const) {
      mkdirSync(dirname(join(root, 'artifacts', path)), { recursive: true });
      writeFileSync(join(root, 'artifacts', path), '');
      await preflight(name, [`--model=${model}`]);
    }
  });

  test.each(['deploy', 'diff', 'synth'])('%s goes on in silence', async (name) => {
    const { lines, documents } = await preflight(name, []);
    expect({ lines, documents }).toEqual({ lines: [], documents: [] });
    expect(toolkit.calls).toEqual([]);
  });

  test('commands that need no credentials do not ask for them', async () => {
    aws.sts.on(GetCallerIdentityCommand).rejects(awsError('CredentialsProviderError', 'none'));
    await preflight('deploy', ['--dry-run']);
    await preflight('synth', []);
  });
});

describe('a stage that is deployed as an image', () => {
  const image = join(import.meta.dirname, 'image.config.ts');
  const noDaemon = { tryProgram: () => Promise.resolve('Cannot connect to the daemon') };

  test('is refused in one line if Docker does not work, before any question or packaging', async () => {
    const args = ['--stage=staging', `--config=${image}`, `--package=${folder}`, '--yes'];
    const context = contextOf(noDaemon);
    const said =
      'Found no docker that works (Cannot connect to the daemon), expected one that can build the image. ' +
      "Install or start it, name another program in CDK_DOCKER, or write packaging: 'zip' for the stage.";
    await expect((await command('deploy')).act(args, context)).rejects.toThrow(said);
    await expect((await command('deploy')).preflight(args, context)).rejects.toThrow(said);
    expect(toolkit.calls).toEqual([]);
  });

  test('is deployed if Docker works; the dry run needs none', async () => {
    const tried: unknown[] = [];
    const args = ['--stage=staging', `--config=${image}`, `--package=${folder}`];
    const context = contextOf({
      env: { CDK_DOCKER: 'podman' },
      tryProgram: (...words) => {
        tried.push(words);
        return Promise.resolve(undefined);
      },
    });
    await (await command('deploy')).act([...args, '--dry-run'], contextOf(noDaemon));
    await (await command('deploy')).act([...args, '--yes'], context);
    expect(tried).toEqual([['podman', ['info']]]);
    expect(toolkit.calls).toEqual([`deploy ${STACK}`]);
  });
});

describe('the dry run', () => {
  test('shows what is deployed and what it costs, without credentials', async () => {
    aws.sts.on(GetCallerIdentityCommand).rejects(awsError('CredentialsProviderError', 'none'));
    const { lines, documents } = await run('deploy', [
      '--dry-run',
      '--json',
      '--requests-per-month=5000000',
    ]);
    const text = lines.join('\n');
    expect(text).toMatch(/ 1 {2}AWS::Lambda::Function\n/);
    expect(text).toContain('Not compared with what is deployed: Found no valid AWS credentials');
    expect(text).toContain('5,000,000 requests a month');
    expect(documents).toMatchObject([
      { stack: STACK, difference: null, estimate: { requestsPerMonth: 5_000_000 } },
    ]);
    expect(toolkit.calls).toEqual([]);
    expect(text).toContain('at the prices of us-east-1, not eu-west-1');
    expect(text).not.toMatch(/image|docker/i);
    const steps = lines.slice(lines.indexOf('Next steps:') + 1);
    expect(steps.filter((line) => /^ {2}\S/.test(line)).map((line) => line.trim())).toEqual([
      'aws configure sso',
      `npx lambda-forest bootstrap --stage=staging --config=${CONFIG}`,
      `npx lambda-forest deploy --stage=staging --config=${CONFIG}`,
    ]);
  });

  test('names the model in its next steps where a command takes it', async () => {
    aws.sts.on(GetCallerIdentityCommand).rejects(awsError('CredentialsProviderError', 'none'));
    folder = writePackage({ name: 'wine' });
    const { lines } = await run('deploy', ['--dry-run', '--model=wine']);
    const steps = lines.slice(lines.indexOf('Next steps:')).join('\n');
    expect(steps).toContain('bootstrap --stage=staging --config');
    expect(steps).toContain('deploy --stage=staging --model=wine');
  });

  test('shows the difference with credentials, and changes nothing', async () => {
    const { documents } = await run('deploy', ['--dry-run', '--json']);
    expect(documents).toMatchObject([{ difference: { changesIam: true } }]);
    expect(toolkit.calls).toEqual([]);
  });
});

describe('a reservation of concurrency', () => {
  const args = [
    '--stage=staging',
    `--config=${join(import.meta.dirname, 'reserved.config.ts')}`,
    '--yes',
  ];
  const deployAgain = async () => {
    nothingIsDeployed();
    await (await command('deploy')).act([...args, `--package=${folder}`], contextOf());
  };
  const deploy = (limit: number, unreserved: number) => {
    aws.lambda.on(GetAccountSettingsCommand).resolves({
      AccountLimit: { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: unreserved },
    });
    return deployAgain();
  };

  test('that the account has not got is refused before CloudFormation begins', async () => {
    await expect(deploy(10, 10)).rejects.toThrow(
      'Found reservedConcurrency 50 in an account with a limit of 10 concurrent executions, expected at most 0',
    );
    await expect(deploy(1000, 149)).rejects.toThrow('expected at most 49');
    expect(toolkit.calls).toEqual([]);
  });

  test('for warm instances is refused where no account of that limit has it', async () => {
    const act = (min: number) =>
      requireConcurrency(aws.clients.lambda, 'x', {
        reservedConcurrency: null,
        provisionedConcurrency: { min, max: min, targetUtilization: 0.7 },
      });
    const limitIs = (limit: number) =>
      aws.lambda.on(GetAccountSettingsCommand).resolves({
        AccountLimit: { ConcurrentExecutions: limit, UnreservedConcurrentExecutions: limit },
      });
    limitIs(10);
    await expect(act(1)).rejects.toThrow(
      'Found provisionedConcurrency.min 1 in an account with a limit of 10 concurrent executions, expected at most 0: Lambda keeps 10 unreserved. Leave it out',
    );
    limitIs(1000);
    await expect(act(901)).rejects.toThrow('expected at most 900');
    await expect(act(900)).resolves.toBeUndefined();
  });

  test('that is there, or there already, is no question', async () => {
    await deploy(1000, 150);
    aws.lambda.on(GetFunctionConcurrencyCommand).resolves({ ReservedConcurrentExecutions: 50 });
    await deploy(1000, 100);
    aws.lambda.on(GetAccountSettingsCommand).rejects(awsError('AccessDeniedException', 'no'));
    await deployAgain();
    expect(toolkit.calls).toHaveLength(3);
  });
});

describe('a stage that scores files', () => {
  const config = join(import.meta.dirname, 'batch.config.ts');

  test('is deployed with the stack for that, whose difference is shown', async () => {
    const { lines, documents } = await run('deploy', ['--yes', '--json'], { config });
    const text = lines.join('\n');
    expect(toolkit.calls).toEqual([`deploy ${STACK},${STACK}-batch`]);
    expect(text).toMatch(
      new RegExp(`\nStack ${STACK}-batch:\n[^]*AWS::StepFunctions::StateMachine`),
    );
    expect(text).toContain('Files     from s3://inputs/new to s3://outputs/scored');
    const stateMachineArn = `arn:aws:states:eu-west-1:123456789012:stateMachine:${STACK}-batch`;
    expect(documents).toMatchObject([{ batch: { stateMachineArn, workBucket: 'work' } }]);
  });

  test('asks for the permissions of that stack too', async () => {
    const before = await run('synth', ['--json'], { config });
    const [{ template, batch }] = before.documents as [{ template: string; batch: string }];
    stackIn(aws, 'UPDATE_COMPLETE', 1);
    const answer = (path: string) => ({ TemplateBody: readFileSync(path, 'utf8') });
    aws.cloudFormation
      .on(GetTemplateCommand)
      .resolves(answer(template))
      .on(GetTemplateCommand, { StackName: `${STACK}-batch` })
      .resolves({ TemplateBody: JSON.stringify({ Resources: {}, Outputs: {} }) });
    await expect(run('deploy', [], { config, answers: ['no'] })).rejects.toThrow(NotConfirmedError);
    aws.cloudFormation
      .on(GetTemplateCommand, { StackName: `${STACK}-batch` })
      .resolves(answer(batch));
    expect((await run('deploy', [], { config, answers: [] })).questions).toEqual([]);
    const { documents } = await run('diff', ['--json'], { config });
    expect(documents).toMatchObject([{ changes: 0, batch: { difference: { changes: 0 } } }]);
  });

  test('has both stacks in a dry run and in what is removed', async () => {
    const { documents } = await run('deploy', ['--dry-run', '--json'], { config });
    const [{ batch }] = documents as [{ batch: { type: string }[] }];
    expect(batch.map(({ type }) => type)).toContain('AWS::StepFunctions::StateMachine');
    stackIn(aws, 'UPDATE_COMPLETE', 1);
    const { lines } = await run('destroy', ['--confirm=staging'], { config });
    expect(lines.slice(-2)).toEqual([`${STACK}-batch is removed.`, `${STACK} is removed.`]);
    expect(stacksIn(toolkit.assembly)).toEqual(expect.arrayContaining([STACK, `${STACK}-batch`]));
  });
});

describe('diff and destroy', () => {
  test('diff shows the difference and changes nothing', async () => {
    stackIn(aws, 'UPDATE_COMPLETE', 1);
    const TemplateBody = JSON.stringify({ Resources: {}, Outputs: {} });
    aws.cloudFormation.on(GetTemplateCommand).resolves({ TemplateBody });
    const { documents } = await run('diff', ['--json']);
    expect(documents).toMatchObject([{ changesIam: true }]);
    expect(toolkit.calls).toEqual([]);
  });

  test('AWS may refuse to show the template', async () => {
    stackIn(aws, 'UPDATE_COMPLETE', 1);
    aws.cloudFormation.on(GetTemplateCommand).rejects(awsError('AccessDenied', 'no'));
    await expect(run('diff')).rejects.toThrow(/refused to read the template/);
  });

  test('destroy removes a stage after its name is typed', async () => {
    stackIn(aws, 'UPDATE_COMPLETE', 1);
    await expect(run('destroy')).rejects.toThrow(/--confirm=staging/);
    await expect(run('destroy', [], { answers: ['production'] })).rejects.toThrow(
      /Nothing was changed/,
    );
    expect(toolkit.calls).toEqual([]);
    await run('destroy', [], { answers: ['staging'] });
    await run('destroy', ['--confirm=staging']);
    expect(toolkit.calls).toEqual(Array(2).fill(`destroy ${STACK}-batch,${STACK}`));
  });

  test('destroy of a missing stage reports it', async () => {
    await expect(run('destroy', ['--confirm=staging'])).rejects.toThrow(/Found no stack/);
  });

  test('a stack without its outputs must be deployed again', async () => {
    aws.cloudFormation.on(DescribeStacksCommand).resolves({
      Stacks: [{ StackName: STACK, CreationTime: new Date(0), StackStatus: 'UPDATE_FAILED' }],
    });
    await expect(run('versions')).rejects.toThrow(/UPDATE_FAILED without the output/);
  });
});

test('every command has a help that names its options and exit codes', async () => {
  for (const [name, { load, summary }] of Object.entries(COMMANDS)) {
    const help = (await load()).help({ calledAs: name, summary }, 100);
    expect(help).toContain(summary);
    expect(help).toMatch(name === 'smoke' ? /--url=URL/ : /--stage=STAGE/);
    expect(help.replace(/\s+/g, ' ')).toContain('Exit codes: 0 done');
  }
});

/** AWS as the commands see it, with answers of our choice, and a terminal that remembers. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Output } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetAccountSettingsCommand,
  GetAliasCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';

import type { CommandContext } from '../src/commands/context.ts';
import type { Send } from '../src/smoke/send.ts';

export const FUNCTION = 'lambda-forest-iris-staging';
export const URL = 'https://abc123.execute-api.eu-west-1.amazonaws.com';

/** SHA-256 of the model in a version of the fake function: its number, 64 times. */
export function modelOf(version: number): string {
  return String(version).repeat(64);
}

/** What AWS answers with a name, as the SDK throws it. */
export function awsError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** The services of one region, mocked: what a test does not set is answered as below. */
export function fakeAws() {
  const region = 'eu-west-1';
  const options = { region };
  const clients = {
    region,
    credentials: () => Promise.resolve({ accessKeyId: 'AKIA', secretAccessKey: 'secret' }),
    sts: new STSClient(options),
    ssm: new SSMClient(options),
    cloudFormation: new CloudFormationClient(options),
    lambda: new LambdaClient(options),
    logs: new CloudWatchLogsClient(options),
  };
  const aws = {
    clients,
    sts: mockClient(clients.sts),
    ssm: mockClient(clients.ssm),
    cloudFormation: mockClient(clients.cloudFormation),
    lambda: mockClient(clients.lambda),
    logs: mockClient(clients.logs),
  };
  aws.sts.on(GetCallerIdentityCommand).resolves({
    Account: '123456789012',
    Arn: 'arn:aws:iam::123456789012:user/ana',
  });
  aws.ssm.on(GetParameterCommand).resolves({ Parameter: { Value: '30' } });
  aws.lambda.on(GetAccountSettingsCommand).resolves({});
  aws.lambda.on(GetFunctionConcurrencyCommand).resolves({});
  stackIn(aws, 'UPDATE_COMPLETE', 3);
  versionsAre(aws, { published: [1, 2, 3], live: 3 });
  return aws;
}

export type FakeAws = ReturnType<typeof fakeAws>;

/** Lets the stack be in a state, its last deployment having made a version. */
export function stackIn({ cloudFormation }: FakeAws, status: string, version: number): void {
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [
      {
        StackName: FUNCTION,
        StackId: `arn:aws:cloudformation:eu-west-1:123456789012:stack/${FUNCTION}/1`,
        CreationTime: new Date(0),
        StackStatus: status as 'UPDATE_COMPLETE',
        Outputs: outputs(version),
      },
    ],
  });
}

function outputs(version: number): Output[] {
  const values = {
    ApiUrl: URL,
    Auth: 'none',
    FunctionName: FUNCTION,
    FunctionArn: `arn:aws:lambda:eu-west-1:123456789012:function:${FUNCTION}`,
    Version: String(version),
    AliasName: 'live',
    AliasArn: `arn:aws:lambda:eu-west-1:123456789012:function:${FUNCTION}:live`,
    ModelSha256: modelOf(version),
    LogGroupName: 'logs',
    // Of the stack that scores files.
    StateMachineArn: `arn:aws:states:eu-west-1:123456789012:stateMachine:${FUNCTION}-batch`,
    WorkBucket: 'work',
    Input: 's3://inputs/new',
    Output: 's3://outputs/scored',
  };
  return Object.entries(values).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
}

/** Lets the function have versions, with one live and perhaps a canary. */
export function versionsAre(
  { lambda }: FakeAws,
  {
    published,
    live,
    canary,
    description = '',
  }: { published: number[]; live: number; canary?: Record<string, number>; description?: string },
): void {
  lambda.on(GetAliasCommand).resolves({
    Name: 'live',
    FunctionVersion: String(live),
    RevisionId: 'revision',
    Description: description,
    ...(canary !== undefined && { RoutingConfig: { AdditionalVersionWeights: canary } }),
  });
  const Versions = published.map((version) => ({
    Version: String(version),
    LastModified: `2026-01-0${version}T10:00:00.000+0000`,
    CodeSha256: Buffer.from('code').toString('base64'),
    Environment: { Variables: { MODEL_SHA256: modelOf(version) } },
  }));
  // Two pages, the first with what is no version.
  lambda
    .on(ListVersionsByFunctionCommand)
    .resolves({ Versions: [{ Version: '$LATEST' }], NextMarker: 'more' })
    .on(ListVersionsByFunctionCommand, { Marker: 'more' })
    .resolves({ Versions });
}

export interface FakeContext extends CommandContext {
  readonly lines: string[];
  readonly documents: unknown[];
  readonly questions: string[];
}

export interface FakeContextOptions {
  /** What a person answers, one after another. Default: nobody is there. */
  readonly answers?: string[];
  readonly send?: Send;
  readonly makePackage?: CommandContext['makePackage'];
  readonly tryProgram?: CommandContext['tryProgram'];
  readonly loadToolkit?: CommandContext['loadToolkit'];
  readonly root?: string;
  readonly env?: Record<string, string>;
}

export function fakeContext(aws: FakeAws, options: FakeContextOptions = {}): FakeContext {
  const { answers, root = `${import.meta.dirname}/../../..`, env = {} } = options;
  const lines: string[] = [];
  const documents: unknown[] = [];
  const questions: string[] = [];
  let clock = Date.UTC(2026, 0, 1);
  return {
    root,
    env,
    lines,
    documents,
    questions,
    connect: () => aws.clients,
    loadToolkit: options.loadToolkit ?? (() => Promise.reject(new Error('no change is expected'))),
    send: options.send ?? fakeService(modelOf(2)),
    makePackage:
      options.makePackage ?? (() => Promise.reject(new Error('packaging is not expected'))),
    tryProgram: options.tryProgram ?? (() => Promise.resolve(undefined)),
    now: () => clock,
    wait: (milliseconds) => {
      clock += milliseconds;
      return Promise.resolve();
    },
    terminal: {
      say: (...more) => lines.push(...more),
      sayStyled: (text) => lines.push(text),
      document: (value) => documents.push(value),
      columns: 100,
      isInteractive: answers !== undefined,
      ask: (question) => {
        questions.push(question);
        return Promise.resolve(answers?.shift() ?? '');
      },
    },
  };
}

/** What a service of ours answers, with the beginning of a model's hash. `change` spoils an answer. */
export function fakeService(
  modelSha256: string,
  change: (path: string, body: object) => { status?: number; body?: unknown } = () => ({}),
): Send {
  const model = { name: 'iris', version: '1.0.0', sha256: modelSha256.slice(0, 12) };
  const example = { features: { length: 1 } };
  const content = { 'application/json': { example } };
  const answers: Record<string, object> = {
    '/health': { status: 'ok', model },
    '/ready': { status: 'ok', model },
    '/openapi.json': {
      paths: { '/predict': { post: { requestBody: { content } } } },
      'x-probability-sum': 1,
    },
    '/predict': { prediction: 0, class_name: 'setosa', probabilities: [0.75, 0.25], model },
    '/predict/batch': { succeeded: 2, failed: 0 },
  };
  return (url, { body }) => {
    const path = url.slice(URL.length);
    const isInvalid = body === '{"features":[]}';
    const usual = isInvalid ? { code: 'INPUT_INVALID' } : (answers[path] ?? {});
    const changed = change(isInvalid ? 'invalid' : path, usual);
    const answer = changed.body ?? usual;
    return Promise.resolve({
      status: changed.status ?? (isInvalid ? 400 : 200),
      type: isInvalid ? 'application/problem+json' : 'application/json',
      body: typeof answer === 'string' ? answer : JSON.stringify(answer),
    });
  };
}

/** What the state machines that score and that train have in common: a Distributed Map over a list in S3. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  DefinitionBody,
  DistributedMap,
  JitterType,
  JsonPath,
  LogLevel,
  OutputType,
  ResultWriterV2,
  S3JsonLItemReader,
  StateMachine,
  StateMachineType,
  TaskInput,
  Transformation,
  WriterConfig,
} from 'aws-cdk-lib/aws-stepfunctions';
import type {
  CfnStateMachine,
  DistributedMapProps,
  IChainable,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

import { readableArn, suppress } from '../constructs/suppress.ts';

/** A map over the lines of `$.key`, whose results stay in S3. */
export function mapOverList(
  scope: Construct,
  id: string,
  work: IBucket,
  props: DistributedMapProps,
): DistributedMap {
  return new DistributedMap(scope, id, {
    ...props,
    label: LABEL,
    mapExecutionType: StateMachineType.STANDARD,
    itemReader: new S3JsonLItemReader({ bucket: work, key: JsonPath.stringAt('$.key') }),
    // Answers of all children together would not fit into the state's input.
    resultWriterV2: new ResultWriterV2({
      bucket: work,
      prefix: RESULTS,
      writerConfig: new WriterConfig({
        transformation: Transformation.COMPACT,
        outputType: OutputType.JSONL,
      }),
    }),
    resultPath: JsonPath.DISCARD,
  });
}

export interface MapMachineProps {
  /** Of the state machine. */
  readonly name: string;
  /** What it does, as `scores files`. */
  readonly purpose: string;
  readonly functions: readonly IFunction[];
  readonly work: IBucket;
  /** Of the lists, in the bucket: a pattern. */
  readonly lists: string;
  readonly definition: IChainable;
}

/** @param prefix of the IDs of what belongs to it */
export function mapMachine(scope: Construct, prefix: string, props: MapMachineProps): StateMachine {
  const { name, purpose, definition } = props;
  const machine = new StateMachine(scope, `${prefix}Machine`, {
    stateMachineName: name,
    role: machineRole(scope, prefix, props),
    comment: `${purpose[0]!.toUpperCase()}${purpose.slice(1)} in pieces`,
    definitionBody: DefinitionBody.fromChainable(definition),
    timeout: Duration.days(1),
    tracingEnabled: true,
    logs: {
      level: LogLevel.ERROR,
      includeExecutionData: false,
      destination: new LogGroup(scope, `${prefix}MachineLogs`, {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    },
  });
  const { partition, region, account } = Stack.of(scope);
  suppress(
    machine,
    // The construct of the map has a policy of its own, of the machine's executions.
    ...['', `/${LABEL}`].map((suffix) => ({
      rule: `AwsSolutions-IAM5[Resource::${readableArn(scope, `arn:${partition}:states:${region}:${account}:execution:`)}{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${Stack.of(scope).getLogicalId(machine.node.defaultChild as CfnStateMachine)}"}]}]}${suffix}:*]`,
      reason: 'The executions of the map are named when they run.',
    })),
    {
      rule: 'AwsSolutions-SF1',
      reason:
        'Every child would write each of its events: errors are logged, the others are in the history of the execution.',
    },
  );
  return machine;
}

/** What the state machine may do: call the functions, run its map over lists of pieces, keep results, log and trace. */
function machineRole(
  scope: Construct,
  prefix: string,
  { name, purpose, functions, work, lists: pattern }: MapMachineProps,
): IRole {
  const { partition, region, account } = Stack.of(scope);
  const states = (kind: string, path: string) =>
    `arn:${partition}:states:${region}:${account}:${kind}:${path}`;
  const lists = `${work.bucketArn}/${pattern}`;
  const results = `${work.bucketArn}/${RESULTS}/*`;
  const executions = states('execution', `${name}:*`);
  const maps = states('execution', `${name}/${LABEL}:*`);
  const allow = (actions: string[], ...resources: string[]) =>
    new PolicyStatement({ actions, resources });
  const role = new Role(scope, `${prefix}MachineRole`, {
    description: `What the state machine that ${purpose} may do`,
    assumedBy: new ServicePrincipal('states.amazonaws.com'),
    inlinePolicies: {
      Scoring: new PolicyDocument({
        statements: [
          allow(['lambda:InvokeFunction'], ...functions.map((each) => each.functionArn)),
          allow(['s3:GetObject'], lists),
          allow(
            [
              's3:AbortMultipartUpload',
              's3:GetObject',
              's3:ListMultipartUploadParts',
              's3:PutObject',
            ],
            results,
          ),
          allow(['states:StartExecution'], states('stateMachine', name)),
          allow(['states:DescribeExecution', 'states:StopExecution'], executions),
          allow(['states:RedriveExecution'], maps),
          allow([...LOG_DELIVERY, ...TRACING], '*'),
        ],
      }),
    },
  });
  const reason =
    'Log delivery and X-Ray know no resources; lists, results and executions are named during a run.';
  const patterns = [
    '*',
    ...[lists, results, executions, maps].map((arn) => readableArn(role, arn)),
  ];
  suppress(
    role,
    ...patterns.map((pattern) => ({ rule: `AwsSolutions-IAM5[Resource::${pattern}]`, reason })),
  );
  return role.withoutPolicyUpdates();
}

const RESULTS = 'results';
const LABEL = 'pieces';
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
];
const TRACING = [
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];

/** A function's fifteen minutes: what takes longer mostly does so again. */
const TIMED_OUT = 'Sandbox.Timedout';

interface RetryProps {
  /** Names of errors that stay when the same is tried again. */
  readonly finalErrors?: readonly string[];
  /** After the first one. */
  readonly attempts: number;
}

/** A state that calls a function, again after errors that may pass. */
export function callTask(
  scope: Construct,
  id: string,
  lambdaFunction: IFunction,
  { finalErrors = [], attempts }: RetryProps,
  payload?: Readonly<Record<string, unknown>>,
): LambdaInvoke {
  const invoke = new LambdaInvoke(scope, id, {
    lambdaFunction,
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    ...(payload !== undefined && { payload: TaskInput.fromObject({ ...payload }) }),
  });
  if (finalErrors.length > 0) invoke.addRetry({ errors: [...finalErrors], maxAttempts: 0 });
  const waits = {
    interval: Duration.seconds(2),
    backoffRate: 2,
    maxDelay: Duration.minutes(1),
    jitterStrategy: JitterType.FULL,
  };
  invoke.addRetry({ ...waits, errors: [TIMED_OUT], maxAttempts: 1 });
  invoke.addRetry({ ...waits, errors: ['States.ALL'], maxAttempts: attempts });
  return invoke;
}

import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  Choice,
  Condition,
  DefinitionBody,
  DistributedMap,
  ItemBatcher,
  JitterType,
  JsonPath,
  LogLevel,
  OutputType,
  ResultWriterV2,
  S3JsonLItemReader,
  StateMachine,
  StateMachineType,
  Succeed,
  TaskInput,
  Transformation,
  WriterConfig,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';

import { readableArn, suppress } from '../constructs/suppress.ts';
import { PIECES_PER_CALL } from './pieces-per-call.ts';

/** Pieces of calls that failed are open in the next round. */
const TOLERATED_FAILURE_PERCENT = 30;

/** Names of errors that stay when the same is tried again. */
const FINAL_ERRORS = [
  'InputChangedError',
  'LocationError',
  'ModelDiffersError',
  'NothingToScoreError',
  'OutputTakenError',
  'PiecesRefusedError',
  'RunUnsettledError',
];

interface ScoringMachineProps {
  readonly name: string;
  readonly plan: IFunction;
  readonly score: IFunction;
  readonly close: IFunction;
  readonly work: IBucket;
  /** Calls at a time. */
  readonly concurrency: number;
}

/** Plan, then rounds of scoring and checking until no piece is open. */
export function scoringMachine(scope: Construct, props: ScoringMachineProps): StateMachine {
  const { name, plan, score, close, work, concurrency } = props;
  const planning = task(scope, 'PlanPieces', plan, {
    spec: JsonPath.objectAt('$.spec'),
    output: JsonPath.stringAt('$.output'),
    isResumed: JsonPath.objectAt('$.isResumed'),
    attempt: JsonPath.stringAt('$$.Execution.Id'),
  });
  const scoring = new DistributedMap(scope, 'ScorePieces', {
    label: LABEL,
    mapExecutionType: StateMachineType.STANDARD,
    maxConcurrency: concurrency,
    toleratedFailurePercentage: TOLERATED_FAILURE_PERCENT,
    itemReader: new S3JsonLItemReader({
      bucket: work,
      key: JsonPath.stringAt('$.key'),
    }),
    itemBatcher: new ItemBatcher({
      maxItemsPerBatch: PIECES_PER_CALL,
      // The construct writes it as it is: a path needs the name that Step Functions knows it by.
      batchInput: { 'spec.$': '$.spec', 'output.$': '$.output' },
    }),
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
  }).itemProcessor(task(scope, 'ScoreSome', score));
  const closing = task(scope, 'CheckPieces', close);
  const isOver = new Choice(scope, 'AreAllScored')
    .when(Condition.numberEquals('$.open', 0), new Succeed(scope, 'Done'))
    .otherwise(scoring.next(closing));
  closing.next(isOver);
  const machine = new StateMachine(scope, 'Machine', {
    stateMachineName: name,
    role: machineRole(scope, props),
    comment: 'Scores files of S3 in pieces',
    definitionBody: DefinitionBody.fromChainable(planning.next(isOver)),
    timeout: Duration.days(1),
    tracingEnabled: true,
    logs: {
      level: LogLevel.ERROR,
      includeExecutionData: false,
      destination: new LogGroup(scope, 'MachineLogs', {
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
  { name, plan, score, close, work }: ScoringMachineProps,
): IRole {
  const { partition, region, account } = Stack.of(scope);
  const states = (kind: string, path: string) =>
    `arn:${partition}:states:${region}:${account}:${kind}:${path}`;
  const lists = `${work.bucketArn}/*/_run/open-*`;
  const results = `${work.bucketArn}/${RESULTS}/*`;
  const executions = states('execution', `${name}:*`);
  const maps = states('execution', `${name}/${LABEL}:*`);
  const allow = (actions: string[], ...resources: string[]) =>
    new PolicyStatement({ actions, resources });
  const role = new Role(scope, 'MachineRole', {
    description: 'What the state machine that scores files may do',
    assumedBy: new ServicePrincipal('states.amazonaws.com'),
    inlinePolicies: {
      Scoring: new PolicyDocument({
        statements: [
          allow(['lambda:InvokeFunction'], ...[plan, score, close].map((each) => each.functionArn)),
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

function task(
  scope: Construct,
  id: string,
  lambdaFunction: IFunction,
  payload?: Readonly<Record<string, unknown>>,
): LambdaInvoke {
  const invoke = new LambdaInvoke(scope, id, {
    lambdaFunction,
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
    ...(payload !== undefined && { payload: TaskInput.fromObject({ ...payload }) }),
  });
  invoke.addRetry({ errors: FINAL_ERRORS, maxAttempts: 0 });
  invoke.addRetry({
    errors: ['States.ALL'],
    maxAttempts: 5,
    interval: Duration.seconds(2),
    backoffRate: 2,
    maxDelay: Duration.minutes(1),
    jitterStrategy: JitterType.FULL,
  });
  return invoke;
}

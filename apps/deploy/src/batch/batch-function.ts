import { Duration } from 'aws-cdk-lib';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

import type { Location } from '@lambda-forest/s3/location';

import type { StageConfig } from '../config/index.ts';
import { ServiceLogGroup } from '../constructs/service-log-group.ts';
import { suppress } from '../constructs/suppress.ts';
import { batchRole } from './batch-role.ts';
import type { Grant, KeyGrant } from './batch-role.ts';

const TIMEOUT = Duration.minutes(15);

/** MB of half of V8's space for new objects, as V8 has it by itself. */
const NEW_SPACE_MB = 16;
/** Of the memory, as Lambda's start of Node has it. */
const OLD_SPACE_SHARE = 0.9;

export interface BatchFunctionProps {
  readonly stage: StageConfig;
  readonly code: Code;
  readonly work: IBucket;
  /** The bucket of the input, if its requesters pay. */
  readonly payingBucket: string | undefined;
  readonly purpose: string;
  readonly memoryMb: number;
  /** Whether it streams: what it has just read is garbage soon. */
  readonly isStreaming?: boolean;
  readonly grants: readonly Grant[];
  readonly lists: readonly Location[];
  readonly keys: readonly KeyGrant[];
}

/** A function that a state machine calls, named as what it exports. */
export function batchFunction(
  scope: Construct,
  id: string,
  { stage, code, work, payingBucket, purpose, ...props }: BatchFunctionProps,
): LambdaFunction {
  const { memoryMb, isStreaming = false, grants, lists, keys } = props;
  const logGroup = new ServiceLogGroup(scope, `${id}Logs`, { stage });
  const description = `${id} of ${purpose}`;
  const made = new LambdaFunction(scope, id, {
    description,
    code,
    handler: `handler.${id.toLowerCase()}`,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: memoryMb,
    timeout: TIMEOUT,
    environment: {
      WORK_BUCKET: work.bucketName,
      ...(payingBucket !== undefined && { REQUESTER_PAYS_BUCKET: payingBucket }),
      ...(isStreaming && { NODE_OPTIONS: heapOfStream(memoryMb) }),
    },
    role: batchRole(scope, `${id}Role`, { description, logGroup, grants, lists, keys }),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    tracing: Tracing.ACTIVE,
  });
  suppress(made, {
    rule: 'Serverless-LambdaDLQ',
    reason: 'Step Functions waits for its answer, and tries again or ends the execution.',
  });
  return made;
}

/**
 * Lambda lets the space for new objects grow to three times a twentieth of the memory, and V8 does so by and by, however
 * soon they are garbage: memory looks as if it grew with the piece. Whoever gives one of the two sizes has to give both.
 */
function heapOfStream(memoryMb: number): string {
  const oldMb = Math.floor(OLD_SPACE_SHARE * memoryMb);
  return `--max-semi-space-size=${NEW_SPACE_MB} --max-old-space-size=${oldMb}`;
}

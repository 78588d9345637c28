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

export interface BatchFunctionProps {
  readonly stage: StageConfig;
  readonly code: Code;
  readonly work: IBucket;
  /** The bucket of the input, if its requesters pay. */
  readonly payingBucket: string | undefined;
  readonly purpose: string;
  readonly memoryMb: number;
  readonly grants: readonly Grant[];
  readonly lists: readonly Location[];
  readonly keys: readonly KeyGrant[];
}

/** A function that a state machine calls, named as what it exports. */
export function batchFunction(
  scope: Construct,
  id: string,
  { stage, code, work, payingBucket, purpose, memoryMb, grants, lists, keys }: BatchFunctionProps,
): LambdaFunction {
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

import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

import { parseLocation } from '@lambda-forest/s3/location';
import type { Location } from '@lambda-forest/s3/location';

import type { BatchConfig, StageConfig } from '../config/index.ts';
import { ServiceLogGroup } from '../constructs/service-log-group.ts';
import { suppress } from '../constructs/suppress.ts';
import { batchAlarms } from './batch-alarms.ts';
import { batchRole } from './batch-role.ts';
import type { Grant } from './batch-role.ts';
import { scoringMachine } from './scoring-machine.ts';

/** How long plans, receipts and results of maps are kept: as long as an execution can be redriven. */
const KEPT_DAYS = 14;
const TIMEOUT = Duration.minutes(15);
const CORE_MB = 1_769;

export interface BatchScoringProps {
  readonly name: string;
  readonly stage: StageConfig;
  readonly batch: BatchConfig;
  /** The bundle of `apps/batch` with the model beside it. */
  readonly code: Code;
}

/**
 * Scores files of S3 by Step Functions' Distributed Map: a function that plans, one that scores some pieces, one that
 * checks and closes, and the state machine that calls them.
 *
 * - A child reads the input prefix, writes parts below the output prefix and receipts, and can do nothing else.
 * - What is needed during a run only is in a bucket of its own, encrypted, closed to the public, and expires.
 */
export class BatchScoring extends Construct {
  readonly machine: StateMachine;
  readonly work: Bucket;

  constructor(scope: Construct, id: string, props: BatchScoringProps) {
    super(scope, id);
    const { name, stage, batch } = props;
    const { concurrency, memoryMb } = batch;
    const [input, output] = [parseLocation(batch.input), parseLocation(batch.output)];
    this.work = this.#workBucket();
    const work: Location = { bucket: this.work.bucketName, prefix: '' };
    const readInput: Grant = { actions: ['s3:GetObject'], objects: within(input, '*') };
    const results = ['*_manifest.json', '*_parts.jsonl'].map((name) => ({
      actions: ['s3:DeleteObject', 's3:PutObject'],
      objects: within(output, name),
    }));
    const parts = within(output, '*part-*');
    // The parts of pieces that began at a wrong row.
    const emptied = { actions: ['s3:PutObject'], objects: parts };
    const run = { actions: ['s3:GetObject', 's3:PutObject'], objects: `${work.bucket}/*/_run/*` };
    // A run that is taken up again may be complete already, so that planning can close it.
    const whole = {
      memoryMb: CORE_MB,
      grants: [readInput, run, ...results, emptied],
      lists: [input, output, work],
    };
    const plan = this.#function('Plan', props, whole);
    const close = this.#function('Close', props, whole);
    const score = this.#function('Score', props, {
      memoryMb,
      grants: [
        readInput,
        {
          // Reading, because S3 compares a part before it is replaced.
          actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
          objects: parts,
        },
        { actions: ['s3:PutObject'], objects: `${work.bucket}/*/_run/receipts/*` },
      ],
      lists: [input],
    });
    this.machine = scoringMachine(this, { name, plan, score, close, work: this.work, concurrency });
    if (stage.alarms.enabled && !stage.emulator) {
      const memory = new Map(
        [plan, close, score].map((each) => [each, each === score ? memoryMb : CORE_MB]),
      );
      batchAlarms(this, { name, stage, batch, machine: this.machine, memory });
    }
  }

  #workBucket(): Bucket {
    const bucket = new Bucket(this, 'Work', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN, // a bucket with objects cannot be removed; they expire
      lifecycleRules: [
        {
          expiration: Duration.days(KEPT_DAYS),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
    suppress(bucket, {
      rule: 'AwsSolutions-S1',
      reason:
        'It holds lists of pieces and receipts for two weeks; who reads what is in CloudTrail.',
    });
    return bucket;
  }

  #function(
    id: string,
    { stage, code }: BatchScoringProps,
    { memoryMb, grants, lists }: FunctionProps,
  ): LambdaFunction {
    const logGroup = new ServiceLogGroup(this, `${id}Logs`, { stage });
    const scored = new LambdaFunction(this, id, {
      description: `${id} of scoring files`,
      code,
      handler: `handler.${id.toLowerCase()}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMb,
      timeout: TIMEOUT,
      environment: { WORK_BUCKET: this.work.bucketName },
      role: batchRole(this, `${id}Role`, {
        description: `${id} of scoring files`,
        logGroup,
        grants,
        lists,
      }),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: Tracing.ACTIVE,
    });
    suppress(scored, {
      rule: 'Serverless-LambdaDLQ',
      reason: 'Step Functions waits for its answer, and tries again or ends the execution.',
    });
    return scored;
  }
}

interface FunctionProps {
  readonly memoryMb: number;
  readonly grants: readonly Grant[];
  readonly lists: readonly Location[];
}

function within({ bucket, prefix }: Location, pattern: string): string {
  return `${bucket}/${prefix}${pattern}`;
}

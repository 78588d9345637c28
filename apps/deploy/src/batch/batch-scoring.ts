import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

import { parseLocation } from '@lambda-forest/s3/location';
import type { Location } from '@lambda-forest/s3/location';
import { TRAINING_PREFIX, trainingName } from '@lambda-forest/s3/training-stage';

import type { BatchConfig, StageConfig } from '../config/index.ts';
import { suppress } from '../constructs/suppress.ts';
import { batchAlarms } from './batch-alarms.ts';
import { batchFunction } from './batch-function.ts';
import { atAnyDepth, within } from './batch-role.ts';
import type { Grant, KeyGrant } from './batch-role.ts';
import { scoringMachine } from './scoring-machine.ts';
import { trainingMachine } from './training-machine.ts';

/** How long plans, receipts and results of maps are kept: as long as an execution can be redriven. */
const KEPT_DAYS = 14;
const CORE_MB = 1_769;

export interface BatchScoringProps {
  readonly name: string;
  readonly stage: StageConfig;
  readonly batch: BatchConfig;
  /** The bundle of `apps/batch` with the model beside it. */
  readonly code: Code;
  /** The bundle of `apps/trainer` with the kernel beside it, for a stage that trains. */
  readonly trainingCode: Code | undefined;
}

/**
 * Scores files of S3 by Step Functions' Distributed Map: a function that plans, one that scores some pieces, one that
 * checks and closes, and the state machine that calls them. Beside them, for a stage that trains, one that does tasks of
 * a training, and its state machine.
 *
 * - A child reads the input prefix, writes parts below the output prefix and receipts, and can do nothing else.
 * - What is needed during a run only is in a bucket of its own, encrypted, closed to the public, and expires.
 */
export class BatchScoring extends Construct {
  readonly machine: StateMachine;
  readonly training: StateMachine | undefined;
  readonly work: Bucket;

  constructor(scope: Construct, id: string, props: BatchScoringProps) {
    super(scope, id);
    const { name, stage, batch, code, trainingCode } = props;
    const { concurrency, memoryMb, trainingMemoryMb } = batch;
    const [input, output] = [parseLocation(batch.input), parseLocation(batch.output)];
    this.work = this.#workBucket();
    const work: Location = { bucket: this.work.bucketName, prefix: '' };
    const readInput: Grant = { actions: ['s3:GetObject'], objects: [within(input, '*')] };
    const results = ['_manifest.json', '_parts.jsonl'].map((name) => ({
      actions: ['s3:DeleteObject', 's3:PutObject'],
      objects: atAnyDepth(output, name),
    }));
    const parts = atAnyDepth(output, 'part-*');
    // The parts of pieces that began at a wrong row.
    const emptied = { actions: ['s3:PutObject'], objects: parts };
    const run = { actions: ['s3:GetObject', 's3:PutObject'], objects: [`${work.bucket}/*/_run/*`] };
    const readKeys = keyGrant(['kms:Decrypt'], batch.inputKeyArns, input);
    const outputKeys = batch.outputKeyArn === undefined ? [] : [batch.outputKeyArn];
    // An upload in parts is decrypted to be put together.
    const writeKeys = keyGrant(['kms:Decrypt', 'kms:GenerateDataKey'], outputKeys, output);
    // A run that is taken up again may be complete already, so that planning can close it.
    const whole = {
      memoryMb: CORE_MB,
      grants: [readInput, run, ...results, emptied],
      lists: [input, output, work],
      keys: [...readKeys, ...writeKeys],
    };
    const payingBucket = batch.inputRequesterPays ? input.bucket : undefined;
    const own = { stage, code, work: this.work, payingBucket, purpose: 'scoring files' };
    const plan = batchFunction(this, 'Plan', { ...own, ...whole });
    const close = batchFunction(this, 'Close', { ...own, ...whole });
    const score = batchFunction(this, 'Score', {
      ...own,
      memoryMb,
      isStreaming: true,
      grants: [
        readInput,
        {
          // Reading, because S3 compares a part before it is replaced.
          actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
          objects: parts,
        },
        { actions: ['s3:PutObject'], objects: [`${work.bucket}/*/_run/receipts/*`] },
      ],
      lists: [input],
      keys: [...readKeys, ...writeKeys],
    });
    this.machine = scoringMachine(this, { name, plan, score, close, work: this.work, concurrency });
    const memory = new Map(
      [plan, close, score].map((each) => [each, each === score ? memoryMb : CORE_MB]),
    );
    if (trainingMemoryMb !== undefined && trainingCode !== undefined) {
      const train = batchFunction(this, 'Train', {
        ...own,
        code: trainingCode,
        purpose: 'training on files',
        memoryMb: trainingMemoryMb,
        grants: [
          readInput,
          {
            actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
            objects: [`${work.bucket}/${TRAINING_PREFIX}*`],
          },
        ],
        lists: [input], // else a file that was removed looks like one that may not be read
        keys: readKeys,
      });
      memory.set(train, trainingMemoryMb);
      const { work: bucket } = this;
      this.training = trainingMachine(this, {
        name: trainingName(name),
        train,
        work: bucket,
        concurrency,
      });
    }
    if (stage.alarms.enabled && !stage.emulator) {
      const machines = [this.machine, ...(this.training ? [this.training] : [])];
      batchAlarms(this, { name, stage, batch, machines, memory });
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
}

/** None without keys. */
function keyGrant(
  actions: readonly string[],
  keyArns: readonly string[],
  place: Location,
): KeyGrant[] {
  return keyArns.length === 0 ? [] : [{ actions, keyArns, place }];
}

import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

import { TRAINING_PREFIX } from '@lambda-forest/s3/training-stage';

import { callTask, mapMachine, mapOverList } from './map-machine.ts';

/** Few: a table that is too much for a function costs 15 minutes each time. */
const RETRY = { attempts: 2 };

interface TrainingMachineProps {
  readonly name: string;
  readonly train: IFunction;
  readonly work: IBucket;
  /** Calls at a time. */
  readonly concurrency: number;
}

/** Does all tasks of a list; whoever trains starts it for each of theirs. */
export function trainingMachine(scope: Construct, props: TrainingMachineProps): StateMachine {
  const { name, train, work, concurrency } = props;
  const tasks = mapOverList(scope, 'DoTasks', work, { maxConcurrency: concurrency });
  return mapMachine(scope, 'Training', {
    name,
    purpose: 'trains',
    functions: [train],
    work,
    lists: `${TRAINING_PREFIX}*/items.jsonl`,
    definition: tasks.itemProcessor(callTask(scope, 'DoTask', train, RETRY)),
  });
}

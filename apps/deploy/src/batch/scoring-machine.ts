import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Choice, Condition, ItemBatcher, JsonPath, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

import { callTask, mapMachine, mapOverList } from './map-machine.ts';
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
  'TooManyPiecesError',
];

const RETRY = { finalErrors: FINAL_ERRORS, attempts: 5 };

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
  const planning = callTask(scope, 'PlanPieces', plan, RETRY, {
    spec: JsonPath.objectAt('$.spec'),
    output: JsonPath.stringAt('$.output'),
    isResumed: JsonPath.objectAt('$.isResumed'),
    attempt: JsonPath.stringAt('$$.Execution.Id'),
  });
  const scoring = mapOverList(scope, 'ScorePieces', work, {
    maxConcurrency: concurrency,
    toleratedFailurePercentage: TOLERATED_FAILURE_PERCENT,
    itemBatcher: new ItemBatcher({
      maxItemsPerBatch: PIECES_PER_CALL,
      // The construct writes it as it is: a path needs the name that Step Functions knows it by.
      batchInput: { 'spec.$': '$.spec', 'output.$': '$.output' },
    }),
  }).itemProcessor(callTask(scope, 'ScoreSome', score, RETRY));
  const closing = callTask(scope, 'CheckPieces', close, RETRY);
  const isOver = new Choice(scope, 'AreAllScored')
    .when(Condition.numberEquals('$.open', 0), new Succeed(scope, 'Done'))
    .otherwise(scoring.next(closing));
  closing.next(isOver);
  return mapMachine(scope, '', {
    name,
    purpose: 'scores files',
    functions: [plan, score, close],
    work,
    lists: '*/_run/open-*',
    definition: planning.next(isOver),
  });
}

/** All who predict with one forest, to be checked and timed: ours in this process, peers in theirs. */
import { join } from 'node:path';

import { compileForest, predictBatch, predictRow } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import { readAnswers } from '../peers/exchange.ts';
import type { PeerProcess } from '../peers/peer-process.ts';
import { spread } from '../statistics.ts';
import { measureByTurns, ownSubject } from './measure.ts';
import type { Subject } from './measure.ts';
import type { ServingSettings, TimedPredictor } from './results.ts';
import { SERVING_PEERS } from './serving-peers.ts';

export interface Predictor {
  readonly name: string;
  /** The answers for all test rows, row-major. */
  readonly predictAll: () => Promise<Float64Array>;
  /** Predicts this many rows at once, test rows in turn; a unit is one call. */
  readonly subject: (rows: number) => Subject;
}

export interface OwnPredictor extends Predictor {
  readonly predictRow: (row: Float64Array, out: Float64Array) => Float64Array;
  readonly predictBatch: (rows: Float64Array) => Float64Array;
}

/** Different rows that are predicted alone: enough that the processor cannot memorize their branches. */
const SINGLE_ROWS = 4_096;

/** The plain walk, which the others must equal, comes first. @param rows the test rows, row-major */
export function ownPredictors(forest: Forest, rows: Float64Array): OwnPredictor[] {
  const compiled = compileForest(forest);
  const calls = [
    {
      name: 'plain walk',
      predictRow: (row: Float64Array, out: Float64Array) => predictRow(forest, row, out),
      predictBatch: (batch: Float64Array) => predictBatch(forest, batch),
    },
    {
      name: 'compiled',
      predictRow: (row: Float64Array, out: Float64Array) => compiled.predictRow(row, out),
      predictBatch: (batch: Float64Array) => compiled.predictBatch(batch),
    },
  ];
  return calls.map((own) => ({
    ...own,
    predictAll: () => Promise.resolve(own.predictBatch(rows)),
    subject: (count) => ownSubject(callsOf(own, forest, rows, count), () => performance.now()),
  }));
}

/** The peers of a process that has grown the forest. @param folder for their answers */
export function peerPredictors(peers: PeerProcess | undefined, folder: string): Predictor[] {
  if (peers === undefined) return [];
  return SERVING_PEERS.map((by) => peerPredictor(peers, folder, by));
}

/** One of the models of a process. @param folder for its answers */
export function peerPredictor(peers: PeerProcess, folder: string, by: string): Predictor {
  return {
    name: by,
    async predictAll() {
      const output = join(folder, `${by}.f64`);
      await peers.ask({ command: 'predict', by, output });
      return readAnswers(output);
    },
    subject: (rows) => ({
      time: (milliseconds) =>
        peers.measure('microseconds', { command: 'time', by, rows, milliseconds }),
    }),
  };
}

/** Does the given number of calls. */
function callsOf(
  own: Pick<OwnPredictor, 'predictRow' | 'predictBatch'>,
  { featureCount, outputCount }: Forest,
  rows: Float64Array,
  count: number,
): (calls: number) => void {
  if (count > 1) {
    const length = count * featureCount;
    const batch = Float64Array.from({ length }, (_, i) => rows[i % rows.length]!);
    return (calls) => {
      for (let i = 0; i < calls; i++) own.predictBatch(batch);
    };
  }
  const singles = Array.from(
    { length: Math.min(SINGLE_ROWS, rows.length / featureCount) },
    (_, i) => rows.slice(i * featureCount, (i + 1) * featureCount),
  );
  const out = new Float64Array(outputCount);
  let next = 0;
  return (calls) => {
    for (let i = 0; i < calls; i++) {
      own.predictRow(singles[next]!, out);
      next = next + 1 === singles.length ? 0 : next + 1;
    }
  };
}

/** Throws unless each predictor answers each row as the first one does, alone and in a batch, to the bit. */
export function requireEqualAnswers(
  predictors: readonly OwnPredictor[],
  rows: Float64Array,
  features: number,
): void {
  const expected = predictors[0]!.predictBatch(rows);
  const count = rows.length / features;
  const outputs = expected.length / count;
  for (const { name, ...predictor } of predictors) {
    const single = new Float64Array(expected.length);
    for (let i = 0; i < count; i++) {
      const row = rows.subarray(i * features, (i + 1) * features);
      predictor.predictRow(row, single.subarray(i * outputs, (i + 1) * outputs));
    }
    for (const answers of [single, predictor.predictBatch(rows)]) {
      const wrong = expected.findIndex((value, i) => !Object.is(value, answers[i]));
      if (wrong !== -1) {
        throw new Error(
          `Found ${answers[wrong]} by ${name} for row ${Math.floor(wrong / outputs)}, expected ${expected[wrong]}.`,
        );
      }
    }
  }
}

/** Long enough for the clock, short enough to fall between disturbances. */
const ROUND_MS = 20;
const WARM_UP_MS = 500;

/** Times rows alone and in batches, all predictors by turns. @returns one for each of them, in their order */
export async function timePredictors(
  predictors: readonly Predictor[],
  { rounds, batchRows }: Pick<ServingSettings, 'rounds' | 'batchRows'>,
): Promise<Pick<TimedPredictor, 'row' | 'batch'>[]> {
  const subjects = [1, batchRows].flatMap((rows) => predictors.map((each) => each.subject(rows)));
  const times = { rounds, roundMs: ROUND_MS, warmUpMs: WARM_UP_MS };
  const samples = await measureByTurns(subjects, times);
  return predictors.map((_, i) => ({
    row: spread(samples[i]!),
    batch: spread(samples[predictors.length + i]!.map((us) => us / batchRows)),
  }));
}

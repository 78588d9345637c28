import type { TrainingEstimate, TrainingWork } from '@lambda-forest/s3';
import { PRICES, pricesSentence } from '@lambda-forest/scale/prices';
import { count, formatInteger, formatSeconds } from '@lambda-forest/text';

import { dollars } from './dollars.ts';
import { SCORING_ASSUMPTIONS } from './scoring-costs.ts';

/** By what a table is trained on. */
interface TrainingPace {
  /** Of a function: it has a whole core at least. */
  readonly memoryMb: number;
  /** Calls at a time. */
  readonly concurrency: number;
  readonly region: string;
}

/** Seconds of a core, measured with a CSV of 400,000 rows of 20 numbers; of packed files it is more. */
const SECONDS_PER_MB = {
  hash: 0.003,
  read: 0.08,
  code: 0.035,
  /** Of a call that grows trees. */
  load: 0.01,
  tree: 0.01,
} as const;
/** Bytes of codes for each of the table. */
const CODED_SHARE = 0.4;
/** Of a call: set-up, list, head and bytes of a piece or of the table, each with its size. */
const READS_PER_CALL = 7;
/** Of a call: its answer, and codes. And of this machine, which reads and writes as much. */
const WRITES_PER_CALL = 2;
const TRANSITIONS_PER_CALL = 2;
/** Start, map, end; and a list and what goes with it. */
const TRANSITIONS_PER_LIST = 3;
const WRITES_PER_LIST = 6;
const MILLION = 1_000_000;
const MB_A_GB = 1024;

/** What a training takes and costs, if nothing is done twice. */
export function trainingEstimate(work: TrainingWork, pace: TrainingPace): TrainingEstimate {
  const { files, pieces, bytes, trees, fits, shares, shards } = work;
  const { memoryMb, concurrency, region } = pace;
  const { startSeconds, fixedSeconds } = SCORING_ASSUMPTIONS;
  const mb = bytes / MILLION;
  const { hash, read, code, load, tree } = SECONDS_PER_MB;
  const calls = files + 2 * pieces + fits * shares;
  const lists = 3 + fits;
  const reading = mb * (hash + read + code);
  const growing = (mb * (trees * tree + fits * shares * load)) / shards;
  const gbSeconds = ((reading + growing + calls * startSeconds) * memoryMb) / MB_A_GB;
  const total =
    gbSeconds * PRICES.lambdaGbSecond +
    (calls * PRICES.lambdaRequests +
      (calls * TRANSITIONS_PER_CALL + lists * TRANSITIONS_PER_LIST) * PRICES.transitions +
      calls * READS_PER_CALL * PRICES.s3Reads +
      (calls * WRITES_PER_CALL + lists * WRITES_PER_LIST) * PRICES.s3Writes) /
      MILLION;
  const seconds =
    lists * (startSeconds + fixedSeconds) +
    (mb * (read + code)) / Math.min(concurrency, pieces) +
    growing / Math.min(concurrency, shares);
  const outGb = (bytes * CODED_SHARE) / 1e9;
  return {
    seconds,
    dollars: total,
    line: `About ${dollars(total)} and ${formatSeconds(seconds)} on AWS: ${count(pieces, 'piece')}, ${count(trees, 'tree')}, ${count(calls, 'call')} of ${formatInteger(memoryMb)} MB`,
    assumptions: [
      `A MB of a table takes ${(read + code + hash).toFixed(2)} s of a core to read, and ${tree} s for each tree, as measured with a CSV of numbers; packed files take more.`,
      `At most ${count(concurrency, 'call')} at a time, and no task is done twice. Beside it, outside of AWS the codes that come here, about ${outGb.toFixed(2)} GB, cost ${dollars(outGb * PRICES.transferGb)} and the time of your connection, twice with the way back.`,
      pricesSentence(region),
    ],
  };
}

import { dollarsOf } from '@lambda-forest/scale/usage';
import type { Dollars, Usage } from '@lambda-forest/scale/usage';

import { ASSUMED_TIMES, MB_OF_ONE_CORE, shareOfCore } from './latency.ts';

/** What is to be scored. */
export interface ScoringWork {
  readonly files: number;
  readonly pieces: number;
  /** Of all files. */
  readonly bytes: number;
  /** Of all files, if it is known about how many there are. */
  readonly rows?: number | undefined;
  /** That scoring all of it takes on one whole core. */
  readonly coreSeconds: number;
  /** Of all parts that are written. */
  readonly answerBytes: number;
}

/** By what it is scored. */
export interface ScoringStage {
  /** Of a child. */
  readonly memoryMb: number;
  /** Calls at a time. */
  readonly concurrency: number;
  readonly piecesPerCall: number;
}

/** What a run is expected to take and to cost. */
export interface ScoringCosts extends Usage {
  /** Of the function that scores. */
  readonly calls: number;
  /** Of them at a time. */
  readonly atOnce: number;
  /** From the start of the execution to the manifest. */
  readonly seconds: number;
  readonly dollars: Dollars;
  readonly dollarsPerMillionRows?: number | undefined;
  /** 10^12 bytes of the files. */
  readonly dollarsPerTb: number;
}

/** What no file and no configuration says. Seconds are round figures that only AWS can show. */
export const SCORING_ASSUMPTIONS = {
  /** Planning a run, and checking it, without what depends on its size. */
  fixedSeconds: 3,
  /** Of planning, to look at the start of a file that is cut: many at a time. */
  secondsPerCutFile: 0.0005,
  /** Of checking, which reads a receipt for each piece, many at a time. */
  checksPerSecond: 1_000,
  /** Of a process, until it scores. */
  startSeconds: (ASSUMED_TIMES.startMs + ASSUMED_TIMES.placementMs) / 1000,
} as const;

/** Plan, is it over, map, check, is it over, done. */
const TRANSITIONS_OF_RUN = 6;
/** The start of a child, and its one state. */
const TRANSITIONS_PER_CALL = 2;
/** Of the functions that plan and check. */
const RUN_CALLS = 2;
/** The head of its file, its bytes, what lies behind its end; its receipt, for the check. */
const READS_PER_PIECE = 4;
const UPLOAD_PART_BYTES = 8_388_608;
const KEYS_PER_LIST = 1_000;
/** Specification, plan, open pieces, list of parts, manifest, and two of the map's results. */
const WRITES_OF_RUN = 7;
const MILLION = 1_000_000;
const MB_A_GB = 1024;
const BYTES_A_TB = 1e12;

/** A run in one round: no piece had to be scored again, none was lost. */
export function scoringCosts(work: ScoringWork, stage: ScoringStage): ScoringCosts {
  const { files, pieces, bytes, rows, coreSeconds } = work;
  const { memoryMb, concurrency, piecesPerCall } = stage;
  const { fixedSeconds, secondsPerCutFile, checksPerSecond, startSeconds } = SCORING_ASSUMPTIONS;
  const calls = Math.ceil(pieces / piecesPerCall);
  const atOnce = Math.min(concurrency, calls);
  const scoreSeconds = coreSeconds / shareOfCore(memoryMb);
  const cutFiles = Math.min(files, pieces - files); // at most: each has two pieces or more
  const runSeconds = 2 * fixedSeconds + cutFiles * secondsPerCutFile + pieces / checksPerSecond;
  const gbSeconds =
    ((scoreSeconds + atOnce * startSeconds) * memoryMb + runSeconds * MB_OF_ONE_CORE) / MB_A_GB;
  const transitions = TRANSITIONS_OF_RUN + calls * TRANSITIONS_PER_CALL;
  const reads = cutFiles + pieces * READS_PER_PIECE;
  const writes = writesOf(work);
  const usage = { gbSeconds, transitions, reads, writes };
  const dollars = dollarsOf({ ...usage, calls: calls + RUN_CALLS });
  return {
    calls,
    atOnce,
    seconds: runSeconds + startSeconds + (Math.ceil(calls / atOnce) * scoreSeconds) / calls,
    ...usage,
    dollars,
    dollarsPerMillionRows: rows && (dollars.total / rows) * MILLION,
    dollarsPerTb: (dollars.total / bytes) * BYTES_A_TB,
  };
}

/** A part that is short is one request; others are begun, sent in pieces and put together. */
function writesOf({ files, pieces, answerBytes }: ScoringWork): number {
  const uploads = Math.ceil(answerBytes / pieces / UPLOAD_PART_BYTES);
  const perPart = uploads <= 1 ? 1 : uploads + 2;
  const lists = Math.ceil(files / KEYS_PER_LIST) + Math.ceil((2 * pieces) / KEYS_PER_LIST);
  return WRITES_OF_RUN + 2 * lists + pieces * (perPart + 1);
}

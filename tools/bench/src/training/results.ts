/** The measurements: the JSON document, from which the tables are printed. Seconds and bytes throughout. */
import type { Task } from '@lambda-forest/schema';
import type { Learner } from '@lambda-forest/training';

import type { Calibrations } from '../calibrate.ts';
import type { Score } from './score.ts';

/** A table with the settings that all peers share. */
export interface Setting {
  readonly table: string;
  readonly task: Task;
  readonly trainRows: number;
  readonly testRows: number;
  readonly features: number;
  /** null for a quantity. */
  readonly classes: number | null;
  readonly learner: Learner;
  /** Of a forest, or rounds of boosting. */
  readonly trees: number;
  readonly featuresPerSplit: number;
  /** The value of `--max-features`. */
  readonly maxFeatures: string;
}

/** One forest: grown, run on all test rows, and scored. */
export interface Run {
  readonly seed: number;
  readonly fitSeconds: number;
  readonly predictSeconds: number;
  readonly score: Score;
}

interface Participant {
  readonly peer: string;
  readonly threads: number;
}

export interface Measured<Measurement> extends Participant {
  readonly status: 'measured';
  readonly measurement: Measurement;
}

/** What came of a peer at a number of threads. */
export type Outcome<Measurement> =
  | Measured<Measurement>
  | (Participant & { readonly status: 'failed' | 'not run'; readonly reason: string });

export function measured<Measurement>(
  outcomes: readonly Outcome<Measurement>[],
): Measured<Measurement>[] {
  return outcomes.filter((outcome) => outcome.status === 'measured');
}

/** The fits of a peer. */
export interface Timing {
  readonly versions: Readonly<Record<string, string>>;
  /** The depth cap of the peer, if it had one. */
  readonly depthCap?: number | undefined;
  /** The process's first fit, which includes what is compiled, allocated and started only once. */
  readonly first: Run;
  /** The counted fits. */
  readonly runs: readonly Run[];
  /** The most resident memory up to the end of the first run, interpreter and table included. */
  readonly firstRunPeakBytes?: number | undefined;
  /** The same up to the end of the last run. */
  readonly peakBytes?: number | undefined;
  /** From starting a process of its own to its end: start, load, one fit, one prediction. */
  readonly processSeconds: number;
}

/** A table in the default mode. */
export interface TimedTable {
  readonly setting: Setting;
  readonly calibration: Calibrations;
  readonly outcomes: readonly Outcome<Timing>[];
}

/** A table over several seeds: a run for each, in their order. */
export interface ScoredTable {
  readonly setting: Setting;
  readonly outcomes: readonly Outcome<readonly Run[]>[];
}

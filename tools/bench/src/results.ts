/** The measurements: the JSON document, from which the tables are printed. Seconds and bytes throughout. */
import type { Task } from '@lambda-forest/schema';

import type { Calibration } from './calibrate.ts';
import type { Machine } from './machine.ts';
import type { MissingPeer } from './peers/catalogue.ts';
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
  readonly trees: number;
  readonly featuresPerSplit: number;
}

/** One forest: grown, run on all test rows, and scored. */
export interface Run {
  readonly seed: number;
  readonly fitSeconds: number;
  readonly predictSeconds: number;
  readonly score: Score;
}

export interface Measurement {
  readonly peer: string;
  readonly threads: number;
  readonly versions: Readonly<Record<string, string>>;
  /** The depth cap of the peer, if it had one. */
  readonly depthCap?: number;
  /** The process's first fit, which includes what is compiled, allocated and started only once. */
  readonly first: Run;
  /** The counted fits. */
  readonly runs: readonly Run[];
  /** The most resident memory up to the end of the first run, interpreter and table included. */
  readonly firstRunPeakBytes?: number;
  /** The same up to the end of the last run. */
  readonly peakBytes?: number;
  /** From starting a process of its own to its end: start, load, one fit, one prediction. */
  readonly processSeconds: number;
}

export type Outcome =
  | { readonly status: 'measured'; readonly measurement: Measurement }
  | {
      readonly status: 'failed' | 'not run';
      readonly peer: string;
      readonly threads: number;
      readonly reason: string;
    };

export interface TableResult {
  readonly setting: Setting;
  readonly calibration: { readonly before: Calibration; readonly after: Calibration };
  readonly outcomes: readonly Outcome[];
}

/** The properties of both modes. */
export interface ResultHead {
  /** ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  readonly missing: readonly MissingPeer[];
  /** The value of `--max-features`. */
  readonly maxFeatures: string;
}

/** Fit times: the default mode. */
export interface TimingResult extends ResultHead {
  readonly mode: 'timing';
  readonly tables: readonly TableResult[];
}

/** One peer's scores on one table: a score for each seed, in the order of the seeds. */
export type SeedOutcome =
  | { readonly status: 'measured'; readonly peer: string; readonly scores: readonly Score[] }
  | { readonly status: 'failed' | 'not run'; readonly peer: string; readonly reason: string };

export interface SeedTableResult {
  readonly setting: Setting;
  readonly outcomes: readonly SeedOutcome[];
}

/** Scores over several splits and seeds: the mode of `--seeds`. */
export interface AccuracyResult extends ResultHead {
  readonly mode: 'accuracy';
  readonly seeds: readonly number[];
  readonly tables: readonly SeedTableResult[];
}

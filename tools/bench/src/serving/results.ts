/** The measurements: the JSON document, from which the tables are printed. */
import type { Calibrations } from '../calibrate.ts';
import type { Spread } from '../statistics.ts';

export interface ServingSettings {
  readonly trees: number;
  readonly rounds: number;
  readonly batchRows: number;
  readonly starts: number;
  readonly seed: number;
}

export interface ServedTable {
  readonly table: string;
  /** `scikit-learn`, or our engine if that is missing. */
  readonly grownBy: string;
  readonly nodes: number;
  readonly features: number;
  readonly outputs: number;
  /** Different rows that are predicted. */
  readonly rows: number;
  /** Of the model file. */
  readonly fileBytes: number;
  readonly calibration: Calibrations;
  readonly predictors: readonly TimedPredictor[];
  /** Absent if it was not requested. */
  readonly start?: StartTimes;
}

export interface TimedPredictor {
  readonly name: string;
  /** The largest difference of its answers to scikit-learn's; null if that is missing. */
  readonly difference: number | null;
  /** Microseconds for one row, predicted alone. */
  readonly row: Spread;
  /** Microseconds per row, predicted in batches. */
  readonly batch: Spread;
}

/** Milliseconds from starting a process to its end. */
export interface StartTimes {
  /** Of an empty module. */
  readonly bare: Spread;
  /** Of the bundled serializer and forest: the file is read, decoded, compiled, and a row predicted. */
  readonly loaded: Spread;
}

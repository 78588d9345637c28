import type { Calibrations } from '../../calibrate.ts';
import type { TimedPredictor } from '../results.ts';

/** Imported models of one table beside the libraries that trained them. */
export interface ServedImports {
  readonly table: string;
  readonly trainRows: number;
  readonly features: number;
  readonly calibration: Calibrations;
  readonly models: readonly ServedImport[];
}

export interface ServedImport {
  /** The library and its format. */
  readonly name: string;
  readonly trees: number;
  /** What the library saved. */
  readonly originalBytes: number;
  /** Our model file. */
  readonly fileBytes: number;
  /** The largest between probabilities. */
  readonly difference: number;
  readonly ours: Times;
  readonly original: Times;
}

type Times = Pick<TimedPredictor, 'row' | 'batch'>;

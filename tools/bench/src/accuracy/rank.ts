/** Learners side by side on one table, by the metric that leads: log-loss, or RMSE. Smaller is better. */
import { mean, standardError } from '../statistics.ts';
import { numbersOf } from '../training/report-accuracy.ts';
import { measured } from '../training/results.ts';
import type { Run, ScoredTable } from '../training/results.ts';

const LEADING = { classification: 'logLoss', regression: 'rmse' } as const;

export interface Ranked {
  readonly peer: string;
  readonly runs: readonly Run[];
  readonly loss: number;
  /** 1 is the best. */
  readonly rank: number;
  /** The mean over the best one's. */
  readonly ratio: number;
  /** Mean of (this one's - the best one's) over the seeds, in standard errors of that mean; 0 for the best. */
  readonly errorsBehind: number;
}

/** @returns in the order of the outcomes */
export function rank({ setting, outcomes }: ScoredTable): Ranked[] {
  const all = measured(outcomes).map(({ peer, measurement }) => {
    const losses = numbersOf(measurement, LEADING[setting.task]);
    return { peer, runs: measurement, losses, loss: mean(losses) };
  });
  const ordered = all.toSorted((a, b) => a.loss - b.loss);
  return all.map(({ losses, ...one }) => {
    const best = ordered[0]!;
    const differences = losses.map((loss, seed) => loss - best.losses[seed]!);
    const difference = mean(differences);
    return {
      ...one,
      rank: 1 + ordered.findIndex(({ loss }) => loss === one.loss),
      ratio: one.loss / best.loss,
      errorsBehind: difference === 0 ? 0 : difference / standardError(differences),
    };
  });
}

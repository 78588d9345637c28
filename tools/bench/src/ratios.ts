import { BASELINE } from './peers/catalogue.ts';
import type { Measurement, Outcome } from './results.ts';
import { summarize } from './statistics.ts';

/** The measured outcomes of a table. */
export function measured(outcomes: readonly Outcome[]): Measurement[] {
  return outcomes.flatMap((outcome) =>
    outcome.status === 'measured' ? [outcome.measurement] : [],
  );
}

export function medianFit({ runs }: Measurement): number {
  return summarize(runs.map(({ fitSeconds }) => fitSeconds)).median;
}

/**
 * A measurement's median fit time over scikit-learn's at the same number of threads, below 1 if it is
 * faster; undefined if scikit-learn was not measured at that number.
 */
export function ratioToBaseline(
  measurement: Measurement,
  outcomes: readonly Outcome[],
): number | undefined {
  const baseline = measured(outcomes).find(
    ({ peer, threads }) => peer === BASELINE && threads === measurement.threads,
  );
  return baseline === undefined ? undefined : medianFit(measurement) / medianFit(baseline);
}

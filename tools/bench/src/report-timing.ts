import { fourDecimals, megabytes, NOTHING, threeDigits } from './format.ts';
import { BASELINE } from './peers/catalogue.ts';
import { measured, medianFit, ratioToBaseline } from './ratios.ts';
import {
  calibrationLine,
  headLines,
  linesOf,
  METRIC_TITLES,
  settingLine,
  troubleLines,
} from './report-head.ts';
import type { Measurement, Outcome, TableResult, TimingResult } from './results.ts';
import { METRICS } from './score.ts';
import type { Metric } from './score.ts';
import { mean, summarize } from './statistics.ts';

/** One table's measurements, with its calibration above and its failures below. */
export function tableLines(result: TableResult, maxFeatures: string): string[] {
  const { setting, calibration, outcomes } = result;
  const metrics = METRICS[setting.task];
  const header = [
    'peer',
    'threads',
    'fit s',
    'min',
    'max',
    'runs',
    `/ ${BASELINE}`,
    'first fit',
    'process',
    'peak MB',
    ...metrics.map((metric) => METRIC_TITLES[metric]),
  ];
  const measurements = measured(outcomes);
  // Scores are taken over the same seeds for all peers: short fits are repeated more often than long ones.
  const scored = Math.min(...measurements.map(({ runs }) => runs.length));
  const capped = measurements.filter(({ depthCap }) => depthCap !== undefined);
  return [
    settingLine(setting, maxFeatures),
    calibrationLine(calibration.before, calibration.after),
    ...linesOf([header, ...measurements.map((one) => cells(one, outcomes, metrics, scored))]),
    ...capped.map(
      ({ peer, threads, depthCap }) =>
        `CAPPED: ${peer} at ${threads}: depth at most ${depthCap ?? NOTHING}, so it did less than the others`,
    ),
    ...troubleLines(outcomes),
  ];
}

function cells(
  measurement: Measurement,
  outcomes: readonly Outcome[],
  metrics: readonly Metric[],
  scored: number,
): string[] {
  const { peer, threads, runs, first, processSeconds, firstRunPeakBytes } = measurement;
  const { median, minimum, maximum } = summarize(runs.map(({ fitSeconds }) => fitSeconds));
  return [
    peer,
    String(threads),
    ...[median, minimum, maximum].map(threeDigits),
    String(runs.length),
    threeDigits(ratioToBaseline(measurement, outcomes)),
    threeDigits(first.fitSeconds),
    threeDigits(processSeconds),
    megabytes(firstRunPeakBytes),
    ...metrics.map((metric) =>
      fourDecimals(meanScore(runs.slice(0, scored).map(({ score }) => score[metric]))),
    ),
  ];
}

/** Median fit times over scikit-learn's, a row for each table and a column for each peer and thread count. */
export function ratioLines(tables: readonly TableResult[]): string[] {
  const columns = new Map<string, { peer: string; threads: number }>();
  for (const { outcomes } of tables) {
    for (const outcome of outcomes) {
      const { peer, threads } = outcome.status === 'measured' ? outcome.measurement : outcome;
      if (peer !== BASELINE) columns.set(`${peer} ${threads}`, { peer, threads });
    }
  }
  const seconds = [...new Set(tables.flatMap(({ outcomes }) => baselineThreads(outcomes)))];
  const header = [
    'table',
    ...seconds.map((threads) => `${BASELINE} ${threads} (s)`),
    ...columns.keys(),
  ];
  const rows = tables.map(({ setting, outcomes }) => {
    const find = (peer: string, threads: number) =>
      measured(outcomes).find((one) => one.peer === peer && one.threads === threads);
    const times = seconds.map((threads) => {
      const baseline = find(BASELINE, threads);
      return baseline === undefined ? NOTHING : threeDigits(medianFit(baseline));
    });
    const ratios = [...columns.values()].map(({ peer, threads }) => {
      const measurement = find(peer, threads);
      return measurement === undefined
        ? NOTHING
        : threeDigits(ratioToBaseline(measurement, outcomes));
    });
    return [setting.table, ...times, ...ratios];
  });
  return [
    `Fit time over ${BASELINE}'s on as many threads (below 1 is faster):`,
    ...linesOf([header, ...rows]),
  ];
}

/** The versions of all peers in one line. */
export function versionsLine(tables: readonly TableResult[]): string {
  const versions = tables
    .flatMap(({ outcomes }) => measured(outcomes))
    .flatMap(({ versions }) => Object.entries(versions).map((entry) => entry.join(' ')));
  return `versions: ${[...new Set(versions)].join(', ')}`;
}

export function timingHead(result: Omit<TimingResult, 'tables'>): string[] {
  return [
    ...headLines(result),
    'fit s: median of the counted runs; first fit: the first one in its process; process: seconds of',
    'a whole process with one fit; peak MB: resident, one fit and its predictions; scores: mean over the same runs for all.',
  ];
}

function baselineThreads(outcomes: readonly Outcome[]): number[] {
  return measured(outcomes).flatMap(({ peer, threads }) => (peer === BASELINE ? [threads] : []));
}

function meanScore(scores: readonly (number | undefined)[]): number | undefined {
  const numbers = scores.filter((score) => score !== undefined);
  return numbers.length === 0 ? undefined : mean(numbers);
}

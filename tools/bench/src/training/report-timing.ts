import { baselineOf } from '../peers/catalogue.ts';
import { calibrationLine, fourDecimals, megabytes, tableOf, threeDigits } from '../report.ts';
import type { Column } from '../report.ts';
import { mean, spread } from '../statistics.ts';
import { measured } from './results.ts';
import type { Measured, Outcome, TimedTable, Timing } from './results.ts';
import { METRICS, METRIC_TITLES } from './score.ts';
import type { Metric } from './score.ts';
import { settingLine } from './setting.ts';
import { troubleLines } from './trouble-lines.ts';

type TimedPeer = Measured<Timing>;

export const TIMING_LEGEND = [
  'fit s: median of the counted runs; first fit: the first one in its process; process: seconds of',
  'a whole process with one fit; peak MB: resident, one fit and its predictions; scores: mean over the same runs for all.',
];

/** One table's measurements, with its calibration above and its failures below. */
export function timedLines({ setting, calibration, outcomes }: TimedTable): string[] {
  const peers = measured(outcomes);
  const baseline = baselineOf(setting.learner);
  // Scores are taken over the same seeds for all peers: short fits are repeated more often than long ones.
  const scored = Math.min(...peers.map(({ measurement }) => measurement.runs.length));
  const columns: Column<TimedPeer>[] = [
    ['peer', ({ peer }) => peer],
    ['threads', ({ threads }) => String(threads)],
    ['fit s', (each) => threeDigits(fits(each).median)],
    ['min', (each) => threeDigits(fits(each).minimum)],
    ['max', (each) => threeDigits(fits(each).maximum)],
    ['runs', ({ measurement }) => String(measurement.runs.length)],
    [`/ ${baseline}`, (each) => threeDigits(ratioToBaseline(each, outcomes, baseline))],
    ['first fit', ({ measurement }) => threeDigits(measurement.first.fitSeconds)],
    ['process', ({ measurement }) => threeDigits(measurement.processSeconds)],
    ['peak MB', ({ measurement }) => megabytes(measurement.firstRunPeakBytes)],
    ...METRICS[setting.task].map((metric): Column<TimedPeer> => [
      METRIC_TITLES[metric],
      (each) => fourDecimals(meanScore(each, metric, scored)),
    ]),
  ];
  return [
    settingLine(setting),
    calibrationLine(calibration),
    ...tableOf(columns, peers),
    ...peers.flatMap(({ peer, threads, measurement: { depthCap } }) =>
      depthCap === undefined
        ? []
        : `CAPPED: ${peer} at ${threads}: depth at most ${depthCap}, so it did less than the others`,
    ),
    ...troubleLines(outcomes),
  ];
}

/** Median fit times over the baseline's, a row for each table and a column for each peer and thread count. */
export function ratioLines(tables: readonly TimedTable[]): string[] {
  const baseline = baselineOf(tables[0]?.setting.learner ?? 'forest');
  const outcomes = tables.flatMap((table) => table.outcomes);
  const variants = [
    ...new Map(outcomes.map((each) => [`${each.peer} ${each.threads}`, each])).entries(),
  ];
  const find = ({ outcomes }: TimedTable, { peer, threads }: Outcome<Timing>) =>
    measured(outcomes).find((each) => each.peer === peer && each.threads === threads);
  const times = variants
    .filter(([, { peer }]) => peer === baseline)
    .map(([title, variant]): Column<TimedTable> => [
      `${title} (s)`,
      (table) => threeDigits(medianOf(find(table, variant))),
    ]);
  const ratios = variants
    .filter(([, { peer }]) => peer !== baseline)
    .map(([title, variant]): Column<TimedTable> => [
      title,
      (table) => threeDigits(ratioToBaseline(find(table, variant), table.outcomes, baseline)),
    ]);
  return [
    `Fit time over ${baseline}'s on as many threads (below 1 is faster):`,
    ...tableOf([['table', ({ setting }) => setting.table], ...times, ...ratios], tables),
  ];
}

/** The versions of all peers in one line. */
export function versionsLine(tables: readonly TimedTable[]): string {
  const versions = tables
    .flatMap(({ outcomes }) => measured(outcomes))
    .flatMap(({ measurement }) => Object.entries(measurement.versions))
    .map((entry) => entry.join(' '));
  return `versions: ${[...new Set(versions)].join(', ')}`;
}

/**
 * A peer's median fit time over the baseline's at the same number of threads, below 1 if it is faster; undefined if
 * one of them was not measured.
 */
export function ratioToBaseline(
  peer: TimedPeer | undefined,
  outcomes: readonly Outcome<Timing>[],
  baseline: string,
): number | undefined {
  const other = measured(outcomes).find(
    (each) => each.peer === baseline && each.threads === peer?.threads,
  );
  return peer && other && fits(peer).median / fits(other).median;
}

function medianOf(peer: TimedPeer | undefined): number | undefined {
  return peer && fits(peer).median;
}

function fits({ measurement }: TimedPeer) {
  return spread(measurement.runs.map(({ fitSeconds }) => fitSeconds));
}

function meanScore({ measurement }: TimedPeer, metric: Metric, runs: number): number | undefined {
  const scores = measurement.runs.slice(0, runs).flatMap(({ score }) => score[metric] ?? []);
  return scores.length === 0 ? undefined : mean(scores);
}

import { BASELINE } from '../peers/catalogue.ts';
import { fourDecimals, NOTHING, tableOf } from '../report.ts';
import { mean, standardError } from '../statistics.ts';
import { measured } from './results.ts';
import type { Run, ScoredTable } from './results.ts';
import { METRICS, METRIC_TITLES } from './score.ts';
import type { Metric } from './score.ts';
import { settingLine } from './setting.ts';
import { troubleLines } from './trouble-lines.ts';

const SMALLER_IS_BETTER: ReadonlySet<Metric> = new Set(['logLoss', 'rmse']);

/** The comparison of two means over the same seeds. */
export interface Comparison {
  /** Mean of (ours - theirs) over the seeds, and its standard error. */
  readonly difference: number;
  readonly differenceError: number;
  /** `within` if the means differ by at most one standard error of the baseline; otherwise which is better. */
  readonly verdict: 'within' | 'better' | 'worse';
}

/** Compares scores of the same seeds, in the same order; at least two. */
export function compare(
  metric: Metric,
  ours: readonly number[],
  theirs: readonly number[],
): Comparison {
  const differences = ours.map((score, i) => score - theirs[i]!);
  const difference = mean(differences);
  const gain = SMALLER_IS_BETTER.has(metric) ? -difference : difference;
  const isWithin = Math.abs(difference) <= standardError(theirs);
  return {
    difference,
    differenceError: standardError(differences),
    verdict: isWithin ? 'within' : gain > 0 ? 'better' : 'worse',
  };
}

export function accuracyLegend(seeds: readonly number[]): string[] {
  return [
    `Means over ${seeds.length} seeds (split and forest) with standard errors; difference: to ${BASELINE}'s, seed by seed;`,
    `verdict: whether the means are within one standard error of ${BASELINE}'s.`,
  ];
}

/** One table's scores: a row for each peer and metric. */
export function scoredLines({ setting, outcomes }: ScoredTable): string[] {
  const peers = measured(outcomes);
  const baseline = peers.find(({ peer }) => peer === BASELINE);
  const rows = METRICS[setting.task].flatMap((metric) =>
    peers.map((outcome) => {
      const ours = numbersOf(outcome.measurement, metric);
      const isCompared = baseline !== undefined && outcome !== baseline;
      return {
        peer: outcome.peer,
        metric,
        ours,
        ...(isCompared && compare(metric, ours, numbersOf(baseline.measurement, metric))),
      };
    }),
  );
  return [
    settingLine(setting),
    ...tableOf<(typeof rows)[number]>(
      [
        ['peer', ({ peer }) => peer],
        ['metric', ({ metric }) => METRIC_TITLES[metric]],
        ['mean', ({ ours }) => fourDecimals(mean(ours))],
        ['error', ({ ours }) => fourDecimals(standardError(ours))],
        ['difference', ({ difference }) => fourDecimals(difference)],
        ['error', ({ differenceError }) => fourDecimals(differenceError)],
        ['verdict', ({ verdict }) => verdict ?? NOTHING],
      ],
      rows,
    ),
    ...troubleLines(outcomes),
  ];
}

/** @throws {TypeError} if a seed has no such score */
export function numbersOf(runs: readonly Run[], metric: Metric): number[] {
  return runs.map(({ score }) => {
    const number = score[metric];
    if (number === undefined) throw new TypeError(`Found no ${metric}, expected one per seed.`);
    return number;
  });
}

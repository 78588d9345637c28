import { fourDecimals, NOTHING } from './format.ts';
import { BASELINE } from './peers/catalogue.ts';
import { headLines, linesOf, METRIC_TITLES, settingLine, troubleLines } from './report-head.ts';
import type { AccuracyResult, SeedOutcome, SeedTableResult } from './results.ts';
import { METRICS } from './score.ts';
import type { Metric, Score } from './score.ts';
import { mean, standardError } from './statistics.ts';

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

export function accuracyHead(result: Omit<AccuracyResult, 'tables'>): string[] {
  return [
    ...headLines(result),
    `Means over ${result.seeds.length} seeds (split and forest) with standard errors; difference: to ${BASELINE}'s, seed by seed;`,
    `verdict: whether the means are within one standard error of ${BASELINE}'s.`,
  ];
}

/** One table's scores: a row for each peer and metric. */
export function seedTableLines(
  { setting, outcomes }: SeedTableResult,
  maxFeatures: string,
): string[] {
  const header = ['peer', 'metric', 'mean', 'error', 'difference', 'error', 'verdict'];
  const rows = METRICS[setting.task].flatMap((metric) => {
    const theirs = scoresOf(outcomes, BASELINE, metric);
    return outcomes.flatMap((outcome) => {
      if (outcome.status !== 'measured') return [];
      const ours = numbersOf(outcome.scores, metric);
      const comparison =
        outcome.peer === BASELINE || theirs === undefined
          ? undefined
          : compare(metric, ours, theirs);
      return [
        [
          outcome.peer,
          METRIC_TITLES[metric],
          fourDecimals(mean(ours)),
          fourDecimals(standardError(ours)),
          fourDecimals(comparison?.difference),
          fourDecimals(comparison?.differenceError),
          comparison?.verdict ?? NOTHING,
        ],
      ];
    });
  });
  return [
    settingLine(setting, maxFeatures),
    ...linesOf([header, ...rows]),
    ...troubleLines(outcomes),
  ];
}

function scoresOf(
  outcomes: readonly SeedOutcome[],
  wanted: string,
  metric: Metric,
): number[] | undefined {
  const found = outcomes.find(({ peer }) => peer === wanted);
  return found?.status === 'measured' ? numbersOf(found.scores, metric) : undefined;
}

/** @throws {TypeError} if a seed has no such score */
function numbersOf(scores: readonly Score[], metric: Metric): number[] {
  return scores.map((score) => {
    const number = score[metric];
    if (number === undefined) throw new TypeError(`Found no ${metric}, expected one per seed.`);
    return number;
  });
}

import { formatInteger } from '@lambda-forest/text';

import { NOTHING, tableOf, threeDigits } from '../report.ts';
import { mean, spread, standardError } from '../statistics.ts';
import type { ScoredTable } from '../training/results.ts';
import { METRIC_TITLES } from '../training/score.ts';
import type { Metric } from '../training/score.ts';
import { troubleLines } from '../training/trouble-lines.ts';
import { rank } from './rank.ts';
import type { Ranked } from './rank.ts';

/** The first one leads. */
const METRICS = {
  classification: ['logLoss', 'auc', 'accuracy'],
  regression: ['rmse', 'r2'],
} as const satisfies Record<string, readonly Metric[]>;

/** Further behind the best, in standard errors, is worse than it. */
const LEVEL_ERRORS = 1;

export function learnersLegend(seeds: readonly number[]): string[] {
  return [
    `Means over ${seeds.length} seeds (split and learner) with their standard errors. Rank, ratio to the best and behind are by`,
    'log-loss or RMSE; behind: the mean difference to the best, seed by seed, in its standard errors. s: seconds of a fit;',
    'of our program of the whole command, which reads the table, chooses, cross-validates and writes a report.',
  ];
}

/** One table's scores: a row for each learner. */
export function learnerLines(table: ScoredTable): string[] {
  const { setting, outcomes } = table;
  const ranked = rank(table);
  const metrics = METRICS[setting.task].filter((metric: Metric) =>
    ranked.every(({ runs }) => runs.every(({ score }) => score[metric] !== undefined)),
  );
  const target = setting.classes === null ? 'a quantity' : `${setting.classes} classes`;
  return [
    `${setting.table}: ${formatInteger(setting.trainRows)} training rows, ${formatInteger(setting.testRows)} test rows, ${target}`,
    ...tableOf<Ranked>(
      [
        ['learner', ({ peer }) => peer],
        ...metrics.flatMap(
          (metric) =>
            [
              [METRIC_TITLES[metric], ({ runs }) => number(mean(scoresOf(runs, metric)))],
              ['error', ({ runs }) => number(standardError(scoresOf(runs, metric)))],
            ] as [string, (row: Ranked) => string][],
        ),
        ['rank', (row) => String(row.rank)],
        ['ratio', ({ ratio }) => ratio.toFixed(3)],
        ['behind', ({ errorsBehind }) => errorsBehind.toFixed(1)],
        ['s', ({ runs }) => threeDigits(mean(runs.map(({ fitSeconds }) => fitSeconds)))],
      ],
      ranked,
    ),
    ...troubleLines(outcomes),
  ];
}

/** All tables: a row for each learner that was measured on every one. */
export function summaryLines(tables: readonly ScoredTable[]): string[] {
  const ranked = tables.map(rank);
  const peers = (ranked[0] ?? []).map(({ peer }) => peer);
  const rows = peers
    .map((peer) => ({
      peer,
      all: ranked.flatMap((table) => table.filter((row) => row.peer === peer)),
    }))
    .filter(({ all }) => all.length === tables.length);
  return [
    `All ${tables.length} tables; worse: tables on which it is more than ${LEVEL_ERRORS} standard error behind the best`,
    ...tableOf<(typeof rows)[number]>(
      [
        ['learner', ({ peer }) => peer],
        ['mean rank', ({ all }) => mean(all.map((row) => row.rank)).toFixed(2)],
        ['median ratio', ({ all }) => spread(all.map(({ ratio }) => ratio)).median.toFixed(3)],
        ['worst ratio', ({ all }) => spread(all.map(({ ratio }) => ratio)).maximum.toFixed(3)],
        ['worse', ({ all }) => String(all.filter(isWorse).length)],
        [
          's',
          ({ all }) =>
            threeDigits(mean(all.flatMap(({ runs }) => runs.map((run) => run.fitSeconds)))),
        ],
      ],
      rows,
    ),
  ];
}

function isWorse({ errorsBehind }: Ranked): boolean {
  return errorsBehind > LEVEL_ERRORS;
}

function scoresOf(runs: Ranked['runs'], metric: Metric): number[] {
  return runs.flatMap(({ score }) => score[metric] ?? []);
}

/** Four decimals below 10, otherwise five digits. */
function number(value: number): string {
  if (!Number.isFinite(value)) return NOTHING;
  const whole = Math.max(1, Math.ceil(Math.log10(Math.abs(value) + 1)));
  return value.toFixed(Math.max(0, 5 - whole));
}

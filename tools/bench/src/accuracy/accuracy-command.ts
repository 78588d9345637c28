import { defineCommand, UsageError } from '@lambda-forest/cli';

import { measureAccuracy } from '../training/measure-accuracy.ts';
import type { ScoredTable } from '../training/results.ts';
import { runMode } from '../training/run-mode.ts';
import type { Mode } from '../training/run-mode.ts';
import { ACCURACY_FILE, ACCURACY_OPTIONS } from './accuracy-options.ts';
import type { AccuracyOptions } from './accuracy-options.ts';
import { LEARNERS } from './learners.ts';
import { MIXED_TABLES, tablesIn } from './mixed-tables.ts';
import type { MixedTable } from './mixed-tables.ts';
import { learnerLines, learnersLegend, summaryLines } from './report-learners.ts';
import { readEarlier } from './reuse.ts';
import type { Earlier } from './reuse.ts';
import { shareTable } from './share-table.ts';

export const accuracyCommand = defineCommand({
  options: ACCURACY_OPTIONS,
  notes: [
    'Examples:',
    '  npx nx run bench:accuracy',
    '  npx nx run bench:accuracy --tables-folder=/data/tables --peers=lambda-forest,catboost',
    '  npx nx run bench:accuracy --peers=lambda-forest --reuse=tools/bench/test-output/learners.json',
    '',
    'The Python libraries are installed by: npx nx run bench:install-peers',
    'Exit codes: 0 measured, 1 a learner failed, 2 wrong options.',
  ],
  async run(options, shell) {
    shell.exitWhenStopped(undefined);
    const seeds = Array.from({ length: options.seeds }, (_, i) => options.seed + i);
    const earlier: Earlier =
      options.reuse === undefined ? new Map() : await readEarlier(options.reuse, seeds);
    await runMode(modeOf(options, seeds, earlier), wantedTables(options), options, shell);
  },
});

function modeOf(
  { limit, threads, peers = LEARNERS }: AccuracyOptions,
  seeds: readonly number[],
  earlier: Earlier,
): Mode<MixedTable, ScoredTable> {
  return {
    name: 'learners',
    file: ACCURACY_FILE,
    legend: learnersLegend(seeds),
    seeds,
    peers,
    variantsOf: (found) => found.map((peer) => ({ peer, threads })),
    async measure(table, variants, report) {
      const { setting, outcomes } = await measureAccuracy(
        table,
        variants,
        seeds,
        { limit, learner: 'forest', 'max-features': 'all' },
        report,
        (...split) => shareTable(table, ...split),
      );
      const others = (earlier.get(table.name) ?? []).filter(
        ({ peer, status }) =>
          status === 'measured' && outcomes.every((outcome) => outcome.peer !== peer),
      );
      return { setting, outcomes: [...outcomes, ...others] };
    },
    lines: learnerLines,
    summary: summaryLines,
  };
}

/** @throws {UsageError} for a name that no table has */
function wantedTables(options: AccuracyOptions): MixedTable[] {
  const folder = options['tables-folder'];
  const all = [...MIXED_TABLES, ...(folder === undefined ? [] : tablesIn(folder))];
  if (options.tables === undefined) return all;
  return options.tables.split(',').map((name) => {
    const table = all.find((one) => one.name === name);
    if (table !== undefined) return table;
    throw new UsageError(
      `Found --tables=${name}, expected some of ${all.map((one) => one.name).join(', ')}.`,
      'Correct the name, or name the folder with --tables-folder.',
    );
  });
}

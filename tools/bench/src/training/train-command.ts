import { defineCommand } from '@lambda-forest/cli';

import { BASELINE, forLearner, PEERS } from '../peers/catalogue.ts';
import { variantsOf } from '../peers/peer.ts';
import { TABLES } from '../tables/tables.ts';
import type { BenchTable } from '../tables/tables.ts';
import { measureAccuracy } from './measure-accuracy.ts';
import { measureTiming } from './measure-timing.ts';
import { accuracyLegend, scoredLines } from './report-accuracy.ts';
import { ratioLines, timedLines, TIMING_LEGEND, versionsLine } from './report-timing.ts';
import type { ScoredTable, TimedTable } from './results.ts';
import { runMode } from './run-mode.ts';
import type { Mode } from './run-mode.ts';
import { TRAIN_OPTIONS } from './train-options.ts';
import type { TrainOptions } from './train-options.ts';

export const trainCommand = defineCommand({
  options: TRAIN_OPTIONS,
  notes: [
    'Examples:',
    '  npx nx run bench:train --quick',
    '  npx nx run bench:train --tables=synthetic --engines=histogram --peers=scikit-learn,ranger',
    '  npx nx run bench:train --seeds=5',
    '  npx nx run bench:train --learner=boosting',
    '',
    'The Python libraries are installed by: npx nx run bench:install-peers',
    'Exit codes: 0 measured, 1 a peer failed, 2 wrong options.',
  ],
  async run(options, shell) {
    // Peers end with us, because their stdin does; the folders that they read are removed on the way out.
    shell.exitWhenStopped(undefined);
    const { seeds } = options;
    await (seeds === undefined
      ? runMode(timing(options), wantedTables(options), options, shell)
      : runMode(accuracy(options, seeds), wantedTables(options), options, shell));
  },
});

function timing(options: TrainOptions): Mode<BenchTable, TimedTable> {
  return {
    name: 'timing',
    file: 'train.json',
    legend: TIMING_LEGEND,
    peers: forLearner([...options.engines, ...(options.peers ?? PEERS)], options.learner),
    variantsOf: (peers) => variantsOf(peers, options.threads),
    measure: (table, variants, report) => measureTiming(table, variants, options, report),
    lines: timedLines,
    summary: (tables) => [...ratioLines(tables), versionsLine(tables)],
  };
}

function accuracy(options: TrainOptions, seedCount: number): Mode<BenchTable, ScoredTable> {
  const seeds = Array.from({ length: seedCount }, (_, i) => options.seed + i);
  return {
    name: 'accuracy',
    file: 'accuracy.json',
    legend: accuracyLegend(seeds),
    seeds,
    // The scores of the others need not be repeated.
    peers: forLearner(
      [...options.engines, ...(options.peers ?? PEERS.filter(({ name }) => name === BASELINE))],
      options.learner,
    ),
    variantsOf: (peers) =>
      peers.map((peer) => ({ peer, threads: peer.isParallel ? Math.max(...options.threads) : 1 })),
    measure: (table, variants, report) => measureAccuracy(table, variants, seeds, options, report),
    lines: scoredLines,
    summary: () => [],
  };
}

function wantedTables({ tables, quick }: TrainOptions): readonly BenchTable[] {
  return tables ?? TABLES.filter(({ isQuick }) => quick !== true || isQuick);
}

import { defineCommand } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { enumerate } from '@lambda-forest/text';

import { PeerError } from '../errors.ts';
import { print, reporter, save } from '../output.ts';
import { BASELINE, missingOf, PEERS } from '../peers/catalogue.ts';
import { variantsOf } from '../peers/peer.ts';
import type { Peer, Variant } from '../peers/peer.ts';
import { headLines } from '../report.ts';
import { describeRun } from '../run-head.ts';
import { TABLES } from '../tables/tables.ts';
import type { BenchTable } from '../tables/tables.ts';
import { measureAccuracy } from './measure-accuracy.ts';
import { measureTiming } from './measure-timing.ts';
import { accuracyLegend, scoredLines } from './report-accuracy.ts';
import { ratioLines, timedLines, TIMING_LEGEND, versionsLine } from './report-timing.ts';
import type { Outcome, ScoredTable, TimedTable } from './results.ts';
import { TRAIN_OPTIONS } from './train-options.ts';
import type { TrainOptions } from './train-options.ts';

/** What is measured of each table, and how it is printed. */
interface Mode<Table> {
  readonly name: 'timing' | 'accuracy';
  readonly file: string;
  readonly legend: readonly string[];
  readonly seeds?: readonly number[];
  /** Those that are measured if none are named. */
  readonly peers: readonly Peer[];
  readonly variantsOf: (peers: readonly Peer[]) => Variant[];
  readonly measure: (
    table: BenchTable,
    variants: readonly Variant[],
    report: (doing: string) => void,
  ) => Promise<Table>;
  readonly lines: (table: Table) => string[];
  /** What is printed after all tables. */
  readonly summary: (tables: readonly Table[]) => string[];
}

export const trainCommand = defineCommand({
  options: TRAIN_OPTIONS,
  notes: [
    'Examples:',
    '  npx nx run bench:train --quick',
    '  npx nx run bench:train --tables=synthetic --engines=histogram --peers=scikit-learn,ranger',
    '  npx nx run bench:train --seeds=5',
    '',
    'The Python libraries are installed by: npx nx run bench:install-peers',
    'Exit codes: 0 measured, 1 a peer failed, 2 wrong options.',
  ],
  async run(options, shell) {
    // Peers end with us, because their stdin does; the folders that they read are removed on the way out.
    shell.exitWhenStopped(undefined);
    const { seeds } = options;
    await (seeds === undefined
      ? run(timing(options), options, shell)
      : run(accuracy(options, seeds), options, shell));
  },
});

async function run<Table extends { readonly outcomes: readonly Outcome<unknown>[] }>(
  mode: Mode<Table>,
  options: TrainOptions,
  shell: Shell,
): Promise<void> {
  const peers = options.peers ?? mode.peers;
  const missing = missingOf(peers);
  const found = peers.filter((peer) => missing.every(({ name }) => name !== peer.name));
  const variants = mode.variantsOf([...options.engines, ...found]);
  const head = describeRun(missing);
  print(shell, [...headLines(head), ...mode.legend]);
  const tables: Table[] = [];
  for (const table of wantedTables(options)) {
    const result = await mode.measure(table, variants, reporter(table.name));
    tables.push(result);
    print(shell, mode.lines(result));
  }
  print(shell, mode.summary(tables));
  const { name, seeds } = mode;
  await save({ ...head, mode: name, seeds, tables }, options, mode.file, shell);
  const outcomes = tables.flatMap((table) => table.outcomes);
  const failed = outcomes.filter(({ status }) => status === 'failed').map(({ peer }) => peer);
  if (failed.length > 0) throw new PeerError(`Found failures of ${enumerate(failed)}.`);
}

function timing(options: TrainOptions): Mode<TimedTable> {
  return {
    name: 'timing',
    file: 'train.json',
    legend: TIMING_LEGEND,
    peers: PEERS,
    variantsOf: (peers) => variantsOf(peers, options.threads),
    measure: (table, variants, report) => measureTiming(table, variants, options, report),
    lines: timedLines,
    summary: (tables) => [...ratioLines(tables), versionsLine(tables)],
  };
}

function accuracy(options: TrainOptions, seedCount: number): Mode<ScoredTable> {
  const seeds = Array.from({ length: seedCount }, (_, i) => options.seed + i);
  return {
    name: 'accuracy',
    file: 'accuracy.json',
    legend: accuracyLegend(seeds),
    seeds,
    // The scores of the others need not be repeated.
    peers: PEERS.filter(({ name }) => name === BASELINE),
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

import { splitRows } from '@lambda-forest/data';
import type { Dataset, Split } from '@lambda-forest/data';
import { countFeatures } from '@lambda-forest/training';
import type { MaxFeatures } from '@lambda-forest/training';
import { defined } from '@lambda-forest/text';

import { calibrate } from './calibrate.ts';
import { Contestant, withFolder } from './contest.ts';
import type { Task } from './contest.ts';
import { writeSplit } from './exchange.ts';
import type { Variant } from './peers/peer.ts';
import type { Measurement, Outcome, Run, Setting, TableResult } from './results.ts';
import type { BenchTable } from './tables/tables.ts';

export const TEST_SIZE = 0.2;

/** If a peer's fit is shorter than this, more fits cost little and give a better median. */
const SHORT_SECONDS = 0.2;
const SHORT_RUNS = 11;
/** How long a peer may warm up: engines with a just-in-time compiler need more than one fit. */
const WARM_UP_SECONDS = 0.5;

export interface MeasureOptions {
  /** Counted fits of each peer, at least. */
  readonly runs: number;
  readonly maxFeatures: MaxFeatures;
  /** Seconds that a peer may take to answer. */
  readonly limit: number;
  /** Of the split, and of the first counted forest. */
  readonly seed: number;
}

/**
 * Fits all variants on one table: each starts and warms up, then they take turns (A B C A B C ...), so that
 * disturbances affect all of them; last, each runs once more as a separate process.
 *
 * @param report receives progress messages
 */
export async function measureTable(
  table: BenchTable,
  variants: readonly Variant[],
  options: MeasureOptions,
  report: (doing: string) => void,
): Promise<TableResult> {
  const dataset = await table.load();
  const split = splitRows(dataset, { testSize: TEST_SIZE, seed: options.seed });
  const setting = settingOf(table, dataset, split, options.maxFeatures);
  const contestants = variants.map((variant) => new Contestant(variant, setting.trainRows));
  return withFolder(async (folder) => {
    await writeSplit(folder, dataset, split);
    const task = { dataset, split, folder, setting };
    try {
      const before = await calibrate();
      const outcomes = await contest(contestants, task, options, report);
      return { setting, calibration: { before, after: await calibrate() }, outcomes };
    } finally {
      for (const contestant of contestants) contestant.kill();
    }
  });
}

export function settingOf(
  table: BenchTable,
  dataset: Dataset,
  split: Split,
  maxFeatures: MaxFeatures,
): Setting {
  const features = dataset.columns.length;
  return {
    table: table.name,
    task: dataset.task,
    trainRows: split.train.length,
    testRows: split.test.length,
    features,
    classes: dataset.task === 'classification' ? dataset.schema.target.classes.length : null,
    trees: table.trees,
    featuresPerSplit: countFeatures(maxFeatures, features),
  };
}

/** The measurements of a contestant so far. */
interface Progress {
  readonly runs: Run[];
  /** How many there will be. */
  rounds: number;
  first?: Run;
  versions: Readonly<Record<string, string>>;
  firstRunPeakBytes?: number | undefined;
  peakBytes?: number | undefined;
  processSeconds?: number;
}

async function contest(
  contestants: readonly Contestant[],
  task: Task,
  { runs, limit, seed }: MeasureOptions,
  report: (doing: string) => void,
): Promise<Outcome[]> {
  const progress = contestants.map((): Progress => ({ runs: [], rounds: runs, versions: {} }));

  for (const [i, contestant] of contestants.entries()) {
    report(`${contestant.label}: warm-up`);
    const own = progress[i]!;
    await contestant.try(async (process) => {
      own.versions = process.versions;
      await process.load(task.folder);
      own.first = await contestant.run(process, task, seed);
      own.firstRunPeakBytes = await process.peakMemory();
      let last = own.first;
      for (let spent = last.fitSeconds; spent < WARM_UP_SECONDS; spent += last.fitSeconds + 0.01) {
        last = await contestant.run(process, task, seed);
      }
      if (last.fitSeconds < SHORT_SECONDS) own.rounds = Math.max(runs, SHORT_RUNS);
    }, limit);
  }

  const mostRounds = Math.max(0, ...progress.map(({ rounds }) => rounds));
  for (let round = 0; round < mostRounds; round++) {
    for (const [i, contestant] of contestants.entries()) {
      if (round >= progress[i]!.rounds) continue;
      report(`${contestant.label}: run ${round + 1} of ${progress[i]!.rounds}`);
      await contestant.try(async (process) => {
        progress[i]!.runs.push(await contestant.run(process, task, seed + round));
      }, limit);
    }
  }
  for (const [i, contestant] of contestants.entries()) {
    await contestant.try(async (process) => {
      progress[i]!.peakBytes = await process.peakMemory();
    }, limit);
    await contestant.close();
  }

  for (const [i, contestant] of contestants.entries()) {
    report(`${contestant.label}: whole process`);
    const start = performance.now();
    await contestant.try(async (process) => {
      await process.load(task.folder);
      await contestant.grow(process, task, seed);
    }, limit);
    await contestant.close();
    progress[i]!.processSeconds = (performance.now() - start) / 1000;
  }
  return contestants.map((contestant, i) => outcomeOf(contestant, progress[i]!));
}

function outcomeOf({ variant, dropped, depthCap }: Contestant, progress: Progress): Outcome {
  const { first, runs, versions, firstRunPeakBytes, peakBytes, processSeconds } = progress;
  const peer = variant.peer.name;
  const { threads } = variant;
  if (dropped !== undefined) return { ...dropped, peer, threads };
  if (first === undefined || processSeconds === undefined) {
    throw new TypeError(`Found no measurement of ${peer}, expected one or a reason.`);
  }
  const measurement: Measurement = defined({
    peer,
    threads,
    versions,
    depthCap,
    first,
    runs,
    firstRunPeakBytes,
    peakBytes,
    processSeconds,
  });
  return { status: 'measured', measurement };
}

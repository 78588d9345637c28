import { calibrated } from '../calibrate.ts';
import { writeSplit } from '../peers/exchange.ts';
import type { Variant } from '../peers/peer.ts';
import { withFolder } from '../scratch-folder.ts';
import type { BenchTable } from '../tables/tables.ts';
import { contest } from './contest.ts';
import type { Contestant, SharedTask } from './contest.ts';
import type { Run, TimedTable, Timing } from './results.ts';
import { taskOf } from './setting.ts';
import type { TrainOptions } from './train-options.ts';

/** If a peer's fit is shorter than this, more fits cost little and give a better median. */
const SHORT_SECONDS = 0.2;
const SHORT_RUNS = 11;
/** How long a peer may warm up: engines with a just-in-time compiler need more than one fit. */
const WARM_UP_SECONDS = 0.5;

/**
 * Fits all variants on one table: each starts and warms up, then they take turns (A B C A B C ...), so that
 * disturbances affect all of them; last, each runs once more as a separate process.
 *
 * @param report receives progress messages
 */
export async function measureTiming(
  table: BenchTable,
  variants: readonly Variant[],
  options: TrainOptions,
  report: (doing: string) => void,
): Promise<TimedTable> {
  const task = taskOf(table, await table.load(), options.seed, options);
  const { dataset, split, setting } = task;
  return withFolder(async (folder) => {
    await writeSplit(folder, dataset, split);
    const { calibration, result } = await calibrated(() =>
      contest(variants, setting.trainRows, options.limit, (contestants) =>
        takeTurns(contestants, { ...task, folder }, options, report),
      ),
    );
    return { setting, calibration, outcomes: result };
  });
}

/** The measurements of a contestant so far, and how many runs there will be. */
type Progress = Pick<Timing, 'depthCap'> & {
  -readonly [Key in keyof Timing]?: Timing[Key];
} & { readonly runs: Run[]; rounds: number };

async function takeTurns(
  contestants: readonly Contestant[],
  task: SharedTask,
  { runs, seed }: TrainOptions,
  report: (doing: string) => void,
): Promise<(Timing | undefined)[]> {
  const all = contestants.map((contestant) => ({
    contestant,
    own: { runs: [], rounds: runs, depthCap: contestant.depthCap } as Progress,
  }));

  for (const { contestant, own } of all) {
    report(`${contestant.label}: warm-up`);
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
    });
  }

  const mostRounds = Math.max(0, ...all.map(({ own }) => own.rounds));
  for (let round = 0; round < mostRounds; round++) {
    for (const { contestant, own } of all.filter(({ own }) => round < own.rounds)) {
      report(`${contestant.label}: run ${round + 1} of ${own.rounds}`);
      await contestant.try(async (process) => {
        own.runs.push(await contestant.run(process, task, seed + round));
      });
    }
  }
  for (const { contestant, own } of all) {
    own.peakBytes = await contestant.try((process) => process.peakMemory());
    await contestant.close();
  }

  for (const { contestant, own } of all) {
    report(`${contestant.label}: whole process`);
    const start = performance.now();
    await contestant.try(async (process) => {
      await process.load(task.folder);
      await contestant.grow(process, task, seed);
    });
    await contestant.close();
    own.processSeconds = (performance.now() - start) / 1000;
  }
  return all.map(({ own: { rounds: _, ...timing } }) => (isComplete(timing) ? timing : undefined));
}

function isComplete(timing: Partial<Timing>): timing is Timing {
  return timing.first !== undefined && timing.processSeconds !== undefined;
}

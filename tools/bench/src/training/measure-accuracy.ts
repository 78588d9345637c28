import { writeSplit } from '../peers/exchange.ts';
import type { Variant } from '../peers/peer.ts';
import { withFolder } from '../scratch-folder.ts';
import type { BenchTable } from '../tables/tables.ts';
import { contest } from './contest.ts';
import type { ScoredTable } from './results.ts';
import type { Score } from './score.ts';
import { taskOf } from './setting.ts';
import type { TrainOptions } from './train-options.ts';

/**
 * Scores all variants over several seeds: each seed has its own split, the same for all variants, and its own forests.
 *
 * @param seeds at least two
 */
export async function measureAccuracy(
  table: BenchTable,
  variants: readonly Variant[],
  seeds: readonly number[],
  options: TrainOptions,
  report: (doing: string) => void,
): Promise<ScoredTable> {
  const dataset = await table.load();
  const tasks = seeds.map((seed) => taskOf(table, dataset, seed, options['max-features']));
  // All splits of one table hold out the same number of rows.
  const { setting } = tasks[0]!;
  const { trainRows } = setting;
  const outcomes = await contest(variants, trainRows, options.limit, async (contestants) => {
    const scores = contestants.map((): Score[] => []);
    for (const [s, task] of tasks.entries()) {
      await withFolder(async (folder) => {
        await writeSplit(folder, dataset, task.split);
        for (const [i, contestant] of contestants.entries()) {
          report(`${contestant.label}: seed ${s + 1} of ${seeds.length}`);
          await contestant.try(async (process) => {
            await process.load(folder);
            const { score } = await contestant.run(process, { ...task, folder }, seeds[s]!);
            scores[i]!.push(score);
          });
        }
      });
    }
    for (const contestant of contestants) await contestant.close();
    return scores;
  });
  return { setting, outcomes };
}

import type { Dataset, Split } from '@lambda-forest/data';

import { writeSplit } from '../peers/exchange.ts';
import type { Variant } from '../peers/peer.ts';
import { withFolder } from '../scratch-folder.ts';
import type { BenchTable } from '../tables/tables.ts';
import { contest } from './contest.ts';
import type { Run, ScoredTable } from './results.ts';
import { taskOf } from './setting.ts';
import type { TrainOptions } from './train-options.ts';

/**
 * Scores all variants over several seeds: each seed has its own split, the same for all variants, and its own forests.
 *
 * @param seeds at least two
 * @param share hands a split to the peers, in a folder
 */
export async function measureAccuracy(
  table: BenchTable,
  variants: readonly Variant[],
  seeds: readonly number[],
  options: Pick<TrainOptions, 'limit' | 'learner' | 'max-features'>,
  report: (doing: string) => void,
  share: (folder: string, dataset: Dataset, split: Split) => Promise<void> = writeSplit,
): Promise<ScoredTable> {
  const dataset = await table.load();
  const tasks = seeds.map((seed) => taskOf(table, dataset, seed, options));
  // All splits of one table hold out the same number of rows.
  const { setting } = tasks[0]!;
  const { trainRows } = setting;
  const outcomes = await contest(variants, trainRows, options.limit, async (contestants) => {
    const runs = contestants.map((): Run[] => []);
    for (const [s, task] of tasks.entries()) {
      await withFolder(async (folder) => {
        await share(folder, dataset, task.split);
        for (const [i, contestant] of contestants.entries()) {
          report(`${contestant.label}: seed ${s + 1} of ${seeds.length}`);
          await contestant.try(async (process) => {
            await process.load(folder);
            runs[i]!.push(await contestant.run(process, { ...task, folder }, seeds[s]!));
          });
        }
      });
    }
    for (const contestant of contestants) await contestant.close();
    return runs;
  });
  return { setting, outcomes };
}

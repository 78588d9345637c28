import { splitRows } from '@lambda-forest/data';

import { Contestant, withFolder } from './contest.ts';
import { writeSplit } from './exchange.ts';
import { settingOf, TEST_SIZE } from './measure-table.ts';
import type { MeasureOptions } from './measure-table.ts';
import type { Variant } from './peers/peer.ts';
import type { SeedOutcome, SeedTableResult } from './results.ts';
import type { Score } from './score.ts';
import type { BenchTable } from './tables/tables.ts';

/**
 * Scores all variants over several seeds: each seed has its own split, the same for all variants, and its own forests.
 *
 * @param seeds at least two
 */
export async function measureAccuracy(
  table: BenchTable,
  variants: readonly Variant[],
  seeds: readonly number[],
  { maxFeatures, limit }: Pick<MeasureOptions, 'maxFeatures' | 'limit'>,
  report: (doing: string) => void,
): Promise<SeedTableResult> {
  const dataset = await table.load();
  const splits = seeds.map((seed) => splitRows(dataset, { testSize: TEST_SIZE, seed }));
  // All splits of one table hold out the same number of rows.
  const setting = settingOf(table, dataset, splits[0]!, maxFeatures);
  const contestants = variants.map((variant) => new Contestant(variant, setting.trainRows));
  const scores = contestants.map((): Score[] => []);
  try {
    for (const [s, split] of splits.entries()) {
      await withFolder(async (folder) => {
        await writeSplit(folder, dataset, split);
        const task = { dataset, split, folder, setting };
        for (const [i, contestant] of contestants.entries()) {
          report(`${contestant.label}: seed ${s + 1} of ${seeds.length}`);
          await contestant.try(async (process) => {
            await process.load(folder);
            scores[i]!.push((await contestant.run(process, task, seeds[s]!)).score);
          }, limit);
        }
      });
    }
    for (const contestant of contestants) await contestant.close();
  } finally {
    for (const contestant of contestants) contestant.kill();
  }
  const outcomes = contestants.map((contestant, i): SeedOutcome => {
    const peer = contestant.variant.peer.name;
    return contestant.dropped === undefined
      ? { status: 'measured', peer, scores: scores[i]! }
      : { ...contestant.dropped, peer };
  });
  return { setting, outcomes };
}

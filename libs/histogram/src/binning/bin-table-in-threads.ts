import type { BinnedFeature, BinnedTable, NumericBins } from '../binned-table.ts';
import { idleWorkers, shareWork, startWorkers } from '../threads/worker-pool.ts';
import { binColumns } from './bin-columns.ts';
import type { BinShare } from './bin-columns.ts';
import { binLevels, binTable, countRows } from './bin-table.ts';
import type { ColumnSource } from './bin-table.ts';

/** Below this many numeric cells, binning takes less time than starting workers or copying columns. */
const WORTH_STARTING_CELLS = 4e6;
const WORTH_ASKING_CELLS = 1e6;
/** From this many cells on, forests will soon need workers: those that start during binning are ready in time. */
const WORTH_PREPARING_CELLS = 2e5;

/**
 * As `binTable`, with one column per thread if the table is large enough to start workers. The result does
 * not depend on the number of threads.
 *
 * @param codes length rowCount * columns, in shared memory
 * @param threads at least 1
 * @throws {HistogramInputError} as `binTable`
 */
export async function binTableInThreads(
  columns: readonly ColumnSource[],
  codes: Uint16Array<SharedArrayBuffer>,
  threads: number,
): Promise<BinnedTable> {
  const numeric = columns.filter(({ kind }) => kind === 'numeric').length;
  const cells = numeric * countRows(columns);
  const areReady = idleWorkers() >= threads - 1;
  if (threads > 1 && cells >= WORTH_PREPARING_CELLS) startWorkers(threads - 1);
  const worthwhile = areReady ? WORTH_ASKING_CELLS : WORTH_STARTING_CELLS;
  return Math.min(threads, numeric) > 1 && cells >= worthwhile
    ? binInWorkers(columns, codes, threads)
    : binTable(columns, codes);
}

/** Exported for the tests, which have no table worth several threads. */
export async function binInWorkers(
  columns: readonly ColumnSource[],
  codes: Uint16Array<SharedArrayBuffer>,
  threads: number,
): Promise<BinnedTable> {
  const rowCount = countRows(columns);
  const parts = columns.map((_, at) => codes.subarray(at * rowCount, (at + 1) * rowCount));
  const features: BinnedFeature[] = [];
  const numeric: number[] = [];
  columns.forEach((column, feature) => {
    if (column.kind === 'numeric') {
      numeric.push(feature);
      return;
    }
    features[feature] = binLevels(column.values, column.levelCount, feature, parts[feature]!);
  });
  const [own, ...tasks] = Array.from(
    { length: Math.min(threads, numeric.length) },
    (_, thread): BinShare => {
      const share = numeric
        .filter((_, index) => index % threads === thread)
        .map((feature) => ({ feature, codes: parts[feature]!, values: columns[feature]!.values }));
      return { kind: 'bin', columns: share };
    },
  );
  if (own === undefined) return { rowCount, features, columns: parts };
  const keep = ({ columns }: BinShare, bins: readonly NumericBins[]): void => {
    columns.forEach(({ feature }, index) => (features[feature] = bins[index]!));
  };
  await shareWork<NumericBins[]>({
    tasks,
    own: () => {
      keep(own, binColumns(own).result);
      return Promise.resolve();
    },
    onAnswer: (index, bins) => keep(tasks[index]!, bins),
  });
  return { rowCount, features, columns: parts };
}

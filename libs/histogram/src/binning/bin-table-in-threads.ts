import type { BinnedFeature, BinnedTable, NumericBins } from '../binned-table.ts';
import { runTasks } from '../threads/run-tasks.ts';
import { binLevels, binTable, countRows } from './bin-table.ts';
import type { ColumnSource } from './bin-table.ts';

/** What all workers share. */
export interface BinWork {
  readonly rowCount: number;
  /** In shared memory, column-major: each worker writes its columns. */
  readonly codes: Uint16Array;
}

/** One numeric column. */
export interface BinTask {
  readonly feature: number;
  /** Length rowCount: a copy, made when a worker is free, so that only a column a worker is copied at a time. */
  readonly values: Float64Array;
}

/** Numeric cells below which a table is binned sooner than workers have started and warmed up, as measured. */
const WORTHWHILE_CELLS = 8e6;

/**
 * As `binTable`, with a column a thread where the table is large enough to start workers for. The result does
 * not depend on it.
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
  return Math.min(threads, numeric) > 1 && numeric * countRows(columns) >= WORTHWHILE_CELLS
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
  const features: BinnedFeature[] = [];
  const numeric: number[] = [];
  columns.forEach((column, feature) => {
    if (column.kind === 'numeric') {
      numeric.push(feature);
      return;
    }
    const part = codes.subarray(feature * rowCount, (feature + 1) * rowCount);
    features[feature] = binLevels(column.values, column.levelCount, feature, part);
  });
  await runTasks<NumericBins>({
    entry: new URL('./bin-worker.ts', import.meta.url),
    data: { rowCount, codes } satisfies BinWork,
    threads,
    count: numeric.length,
    messageOf: (index): BinTask => {
      const feature = numeric[index]!;
      return { feature, values: columns[feature]!.values };
    },
    onResult: (index, bins) => (features[numeric[index]!] = bins),
  });
  return { rowCount, features, codes };
}

import type { NumericBins } from '../binned-table.ts';
import { binNumeric } from './bin-numeric.ts';
import { OrderScratch } from './value-order.ts';

/** A task for a worker: to bin some numeric columns. */
export interface BinShare {
  readonly kind: 'bin';
  readonly rowCount: number;
  /** In shared memory, column-major: each thread writes its columns. */
  readonly codes: Uint16Array;
  readonly columns: readonly BinColumn[];
}

interface BinColumn {
  readonly feature: number;
  /** Length rowCount. */
  readonly values: Float64Array;
}

/** @returns the bins of each of the columns */
export function binColumns({ rowCount, codes, columns }: BinShare): {
  result: NumericBins[];
  buffers: ArrayBuffer[];
} {
  const scratch = new OrderScratch(rowCount);
  const result = columns.map(({ feature, values }) =>
    binNumeric(values, codes.subarray(feature * rowCount, (feature + 1) * rowCount), scratch),
  );
  return { result, buffers: [] };
}

import type { NumericBins } from '../binned-table.ts';
import { binNumeric } from './bin-numeric.ts';
import { OrderScratch } from './value-order.ts';

/** A task for a worker: to bin some numeric columns. */
export interface BinShare {
  readonly kind: 'bin';
  readonly columns: readonly BinColumn[];
}

interface BinColumn {
  /** Length rowCount, in shared memory: receives the codes. */
  readonly codes: Uint16Array;
  readonly feature: number;
  /** Length rowCount. */
  readonly values: Float64Array;
}

/** @returns the bins of each of the columns */
export function binColumns({ columns }: BinShare): {
  result: NumericBins[];
  buffers: ArrayBuffer[];
} {
  const scratch = new OrderScratch(columns[0]!.values.length);
  const result = columns.map(({ codes, values }) => binNumeric(values, codes, scratch));
  return { result, buffers: [] };
}

import type { Quantized } from './quantize.ts';

/** What is added up of each bin of each feature. Numbers are whole: subtracting them is exact. */
export interface BinSums {
  readonly gradients: Float64Array;
  readonly hessians: Float64Array;
  readonly counts: Uint32Array;
}

/** A tree's rows, by bins. */
export interface BinnedRows {
  readonly rowCount: number;
  /** Column-major, as the table's codes. */
  readonly bins: Uint16Array;
  /** Length featureCount + 1: where each feature's bins start in sums; the last of each is that of missing values. */
  readonly binStart: Uint32Array;
}

/** @param features those that are added up; others stay 0 */
export function addUp(
  { bins, binStart, rowCount }: BinnedRows,
  features: readonly number[],
  rows: Uint32Array,
  gradients: Quantized,
  hessians: Quantized,
): BinSums {
  const length = binStart.at(-1)!;
  const sums = {
    gradients: new Float64Array(length),
    hessians: new Float64Array(length),
    counts: new Uint32Array(length),
  };
  for (const feature of features) {
    for (const row of rows) {
      const bin = binStart[feature]! + bins[feature * rowCount + row]!;
      sums.gradients[bin]! += gradients.numbers[row]!;
      sums.hessians[bin]! += hessians.numbers[row]!;
      sums.counts[bin]!++;
    }
  }
  return sums;
}

/** The sums of a node's other child. */
export function subtract(node: BinSums, child: BinSums): BinSums {
  return {
    gradients: node.gradients.map((sum, bin) => sum - child.gradients[bin]!),
    hessians: node.hessians.map((sum, bin) => sum - child.hessians[bin]!),
    counts: node.counts.map((sum, bin) => sum - child.counts[bin]!),
  };
}

import type { GrowthProblem } from '../growth.ts';

/** The most memory that the kernel can have: its addresses have 32 bits. */
export const MAX_KERNEL_BYTES = 2 ** 32;

/** For a row, beside its codes: measured with bags of all rows, and a margin. */
const CLASS_BYTES = 100;
const QUANTITY_BYTES = 136;
const WEIGHT_BYTES = 60;

/** About how much memory growing trees of so many rows takes in the kernel. */
export function kernelBytes({ table, target, weights }: GrowthProblem, rowCount: number): number {
  const ofTarget = target.kind === 'classification' ? CLASS_BYTES : QUANTITY_BYTES;
  const ofWeight = weights === undefined ? 0 : WEIGHT_BYTES;
  return rowCount * (2 * table.features.length + ofTarget + ofWeight);
}

import { BLOCK_ROWS, LEAST_UNIT, SUM_LIMIT } from '../../kernel/boosting/abi.ts';

/** Whole numbers, which add up to the same sum in any order: `numbers` divided by `unit`, rounded. */
export interface Quantized {
  readonly numbers: Int32Array;
  /** A power of two, so that a sum times it is exact. */
  readonly unit: number;
}

/** The sum of all numbers, without their signs, is below 2^31: the more there are, the fewer bits each has. */
export function quantize(numbers: Float64Array): Quantized {
  const unit = unitOf(sumInBlocks(numbers), numbers.length);
  return { numbers: Int32Array.from(numbers, (number) => Math.floor(number / unit + 0.5)), unit };
}

/** Without signs. Float64 rounds: the order of additions is that of blocks, which threads share. */
function sumInBlocks(numbers: Float64Array): number {
  let sum = 0;
  for (let start = 0; start < numbers.length; start += BLOCK_ROWS) {
    sum += numbers.subarray(start, start + BLOCK_ROWS).reduce((a, b) => a + Math.abs(b), 0);
  }
  return sum;
}

/** The smallest power of two in which the sum, and half a unit a number for rounding, is below the limit. */
function unitOf(sum: number, count: number): number {
  const limit = SUM_LIMIT - 0.5 * count;
  let unit = 1;
  while (!(sum / unit < limit)) unit *= 2;
  while (unit > LEAST_UNIT && sum / (unit / 2) < limit) unit /= 2;
  return unit;
}

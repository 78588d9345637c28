import type { Forest } from '@lambda-forest/forest';

import { InvalidModelError } from './errors.ts';

/** A distribution may sum to 1 within this. */
const SUM_TOLERANCE = 1e-9;

/** @throws {InvalidModelError} for a row with a share below 0 or another sum than 1 */
export function checkDistributions({ values, outputCount: outputs }: Forest): void {
  for (let at = 0; at < values.length; at += outputs) {
    let sum = 0;
    let least = 0;
    for (let k = 0; k < outputs; k++) {
      const share = values[at + k]!;
      sum += share;
      if (share < least) least = share;
    }
    if (least < 0 || Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new InvalidModelError(
        `Found row ${at / outputs} with the smallest share ${least} and the sum ${sum}, expected no share below 0 and a sum of 1.`,
      );
    }
  }
}

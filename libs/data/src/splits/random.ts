import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

const MAX_SEED = 0xffff_ffff;

/**
 * xoroshiro128+ from a seed.
 *
 * @throws {RangeError} if the seed is no integer from 0 to 4,294,967,295
 */
export function seededRandom(seed: number): RandomGenerator {
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    throw new RangeError(`Found seed ${seed}, expected an integer from 0 to ${MAX_SEED}.`);
  }
  const random = xoroshiro128plus(seed);
  // The first state contains the seed itself, so that its first numbers resemble those of the next seed.
  random.jump();
  return random;
}

/** Puts `items` into a random order in place, each order equally likely (Fisher and Yates). */
export function shuffle(items: Uint32Array, random: RandomGenerator): void {
  for (let last = items.length - 1; last > 0; last--) {
    const other = uniformInt(random, 0, last);
    const item = items[other]!;
    items[other] = items[last]!;
    items[last] = item;
  }
}

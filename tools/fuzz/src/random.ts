import { seededRandom } from '@lambda-forest/data';

/** All that is left to chance in an input. */
export interface Random {
  /** An integer from 0 to `limit - 1`. */
  readonly below: (limit: number) => number;
  readonly pick: <T>(items: readonly T[]) => T;
}

/** The chance of input `index` of a campaign: the same for the same two numbers. */
export function makeRandom(seed: number, index: number): Random {
  const generator = seededRandom((Math.imul(index + 1, 0x9e37_79b1) ^ seed) >>> 0);
  const below = (limit: number) => (generator.next() >>> 0) % limit;
  return { below, pick: (items) => items[below(items.length)]! };
}

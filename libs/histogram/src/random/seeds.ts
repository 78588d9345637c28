const MASK = 0xffff_ffff_ffff_ffffn;
const GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15n;

/**
 * SplitMix64, whose outputs fill the state of larger generators as their authors advise.
 * Source: G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators" (2014),
 * https://prng.di.unimi.it/splitmix64.c.
 *
 * @param seed 64 bits
 * @returns `count` numbers of 64 bits
 */
export function splitMix64(seed: bigint, count: number): bigint[] {
  let state = seed & MASK;
  return Array.from({ length: count }, () => {
    state = (state + GOLDEN_GAMMA) & MASK;
    let mixed = state;
    mixed = ((mixed ^ (mixed >> 30n)) * 0xbf58_476d_1ce4_e5b9n) & MASK;
    mixed = ((mixed ^ (mixed >> 27n)) * 0x94d0_49bb_1331_11ebn) & MASK;
    return mixed ^ (mixed >> 31n);
  });
}

/** The initial states of a tree's random numbers: two states of `Xoshiro128`. */
export interface TreeSeed {
  readonly bag: Uint32Array;
  readonly growth: Uint32Array;
}

/**
 * Depends on the seed and on the tree's own index, so that a tree is the same for any number of trees and
 * threads.
 *
 * @param randomState 0 to 2^32 - 1
 * @param tree 0 to 2^32 - 1
 */
export function treeSeed(randomState: number, tree: number): TreeSeed {
  const seed = (BigInt(randomState) << 32n) | BigInt(tree);
  // Two consecutive outputs are never both 0, so no state is: SplitMix64 is a bijection of its counter.
  const words = splitMix64(seed, 4).flatMap((number) => [
    Number(number & 0xffff_ffffn),
    Number(number >> 32n),
  ]);
  return { bag: Uint32Array.from(words.slice(0, 4)), growth: Uint32Array.from(words.slice(4)) };
}

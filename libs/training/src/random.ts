import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * One random generator per tree, none overlapping another: tree t's starts t + 2 jumps of 2^64 numbers
 * after the seed. So a tree depends on the seed and its own index, not on how many trees there are or which thread
 * grows them. Right after the seed, neighbouring seeds give similar numbers, and one jump further the split and the
 * folds of the same seed are drawn, from which the trees should be independent.
 *
 * @param randomState 0 to 4,294,967,295
 */
export function treeGenerators(randomState: number, trees: number): JumpableRandomGenerator[] {
  const generator = xoroshiro128plus(randomState);
  generator.jump();
  return Array.from({ length: trees }, () => {
    generator.jump();
    return generator.clone();
  });
}

/** A tree's bag: as many rows as there are, drawn with replacement. */
export function drawBootstrap(rows: Uint32Array, random: RandomGenerator): Uint32Array {
  return rows.map(() => rows[uniformInt(random, 0, rows.length - 1)]!);
}

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * One random generator per tree, none overlapping another: tree t's starts t + 2 jumps of 2^64 numbers
 * behind the seed. So a tree depends on the seed and its own index, not on how many trees there are or who
 * grows them. Right behind the seed neighbouring seeds give similar numbers, and one jump further split and
 * folds of the same seed are drawn, from which the trees had better be independent.
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

/** As many rows as there are, drawn with replacement: a tree's bag. */
export function drawBootstrap(rows: Uint32Array, random: RandomGenerator): Uint32Array {
  return rows.map(() => rows[uniformInt(random, 0, rows.length - 1)]!);
}

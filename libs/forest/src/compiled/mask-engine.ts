import { treeCount } from '../forest.ts';
import type { Forest } from '../forest.ts';
import type { LeafMasks } from './leaf-masks.ts';
import { rankOf } from './rank-table.ts';

/**
 * Predicts by the masks of a small forest.
 *
 * @returns predicts row `row` of `rows` into the same row of `out`, both row-major
 */
export function maskEngine(
  forest: Forest,
  { features, tables, words, masks, maskStart, firstLeaves, votes, prior }: LeafMasks,
): (rows: Float64Array, row: number, out: Float64Array) => void {
  const { featureCount, outputCount } = forest;
  const trees = treeCount(forest);
  /** The first words of a row's masks. */
  const places = new Int32Array(features.length);
  /** A 1 for each leaf that the row reaches, one in each tree. */
  const reached = new Int32Array(words);

  function findMasks(rows: Float64Array, start: number): void {
    for (let i = 0; i < features.length; i++) {
      const value = rows[start + features[i]!]!;
      const table = tables[i]!;
      const rank = Number.isNaN(value) ? table.thresholds.length + 1 : rankOf(table, value);
      places[i] = maskStart[i]! + rank * words;
    }
  }

  function reachLeaves(): void {
    reached.fill(-1);
    let i = 0;
    for (; i + 4 <= places.length; i += 4) {
      const a = places[i]!;
      const b = places[i + 1]!;
      const c = places[i + 2]!;
      const d = places[i + 3]!;
      for (let word = 0; word < words; word++) {
        reached[word]! &= masks[a + word]! & masks[b + word]! & masks[c + word]! & masks[d + word]!;
      }
    }
    for (; i < places.length; i++) {
      const start = places[i]!;
      for (let word = 0; word < words; word++) reached[word]! &= masks[start + word]!;
    }
    // Each tree has a 1 left, so that taking its first leaf's bit away flips its bits up to the lowest 1 and
    // borrows from no other tree.
    for (let word = 0; word < words; word++) {
      const left = reached[word]!;
      reached[word] = left & ~(left - firstLeaves[word]!);
    }
  }

  /** Counts the votes of the reached leaves. `out` receives each output's share, at `start`. */
  function shareReached(out: Float64Array, start: number): void {
    for (let k = 0, at = 0; k < outputCount; k++) {
      let count = 0;
      for (let word = 0; word < words; word++) count += countBits(reached[word]! & votes[at++]!);
      out[start + k] = (count + prior[k]!) / trees;
    }
  }

  return (rows, row, out) => {
    findMasks(rows, row * featureCount);
    reachLeaves();
    shareReached(out, row * outputCount);
  };
}

/** How many bits are 1: counted in pairs, fours and bytes, which the product adds up in its first byte. */
export function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

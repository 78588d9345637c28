/** Draws a tree's bootstrap, with the same random numbers as src/draw-bag.ts and src/random/seeds.ts. */
import { TOO_OFTEN } from './abi';
import { reserve } from './memory';
import { nowhere } from './numbers';
import * as problem from './problem';
import { areRowsListed, classCount, fitRowCount, fitRows, isWeighted, rowCount } from './problem';
import { randomFraction, seedRandom } from './random';
import * as samples from './samples';

const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/** [rowCount], if bootstraps are drawn here: how often each was drawn (all 0 between uses). */
let rowCounts = nowhere<u16>();
let splitMixState: u64 = 0;

export function layOut(): void {
  rowCounts = reserve<u16>(fitRowCount > 0 ? rowCount : 0);
}

function splitMix64(): u64 {
  splitMixState += GOLDEN_GAMMA;
  let mixed = splitMixState;
  mixed = (mixed ^ (mixed >>> 30)) * 0xbf58_476d_1ce4_e5b9;
  mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11eb;
  return mixed ^ (mixed >>> 31);
}

function seedNext(): void {
  const first = splitMix64();
  const second = splitMix64();
  seedRandom(<u32>first, <u32>(first >>> 32), <u32>second, <u32>(second >>> 32));
}

/**
 * Draws a bootstrap of the fit's rows, for `fillBag`, and leaves the generator at the state where the tree's growth starts.
 *
 * @returns the number of samples, or TOO_OFTEN
 */
export function drawBootstrap(randomState: u32, tree: u32): u32 {
  splitMixState = ((<u64>randomState) << 32) | tree;
  seedNext();
  const isEnough = countRows();
  seedNext();
  if (isEnough) return countDistinct();
  rowCounts.clear(rowCount);
  return TOO_OFTEN;
}

/** @returns false if a count overflows */
function countRows(): bool {
  const counts = rowCounts;
  const listed = areRowsListed;
  const drawn = fitRowCount;
  const size = <f64>drawn;
  let wraps: u32 = 0;
  for (let i: u32 = 0; i < drawn; i++) {
    const place = <u32>(randomFraction() * size);
    const row = listed ? fitRows[place] : place;
    const more = <u16>(counts[row] + 1);
    counts[row] = more;
    wraps |= u32(more == 0);
  }
  return wraps == 0;
}

function countDistinct(): u32 {
  const counts = rowCounts;
  const end = rowCount;
  let distinct: u32 = 0;
  for (let row: u32 = 0; row < end; row++) distinct += u32(counts[row] != 0);
  return distinct;
}

/**
 * Fills the bag, which has been laid out for it, with what `drawBootstrap` has drawn.
 *
 * A branch on whether a row is in the bag could not be predicted: every row is written, and the next overwrites it if not.
 */
export function fillBag(): void {
  const rows = samples.rows;
  const packs = samples.packs;
  const counts = rowCounts;
  const end = rowCount;
  let count: u32 = 0;
  for (let row: u32 = 0; row < end; row++) {
    const times = <u32>counts[row];
    counts[row] = 0;
    rows[count] = row;
    packs[count] = times;
    count += u32(times != 0);
  }
  for (let i: u32 = 0; i < count; i++) {
    const row = rows[i];
    if (isWeighted) samples.weights[i] = <f64>packs[i] * problem.rowWeights[row];
    if (classCount > 0) packs[i] |= (<u32>problem.classes[row]) << 16;
    else samples.values[i] = problem.values[row];
  }
}

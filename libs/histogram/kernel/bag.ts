/** Draws a tree's bootstrap, with the same random numbers as src/draw-bag.ts and src/random/seeds.ts. */
import {
  classCount,
  fitRowCount,
  fitRows,
  isWeighted,
  rowCount,
  rowCounts,
  rowWeights,
  samplePacks,
  sampleRows,
  sampleValues,
  sampleWeights,
  targets,
} from './memory';
import { randomFraction, seedRandom } from './random';

const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;
/** A row was drawn more often than a count can hold. */
const TOO_OFTEN: u32 = 0xffff_ffff;

let splitMixState: u64 = 0;

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
 * Fills the bag with a bootstrap of the fit's rows and leaves the generator at the state where the tree's growth starts.
 *
 * @returns the number of samples, or TOO_OFTEN
 */
export function drawBootstrap(randomState: u32, tree: u32): u32 {
  splitMixState = ((<u64>randomState) << 32) | tree;
  seedNext();
  const isEnough = countRows();
  seedNext();
  if (isEnough) return gather();
  memory.fill(rowCounts, 0, (<usize>rowCount) << 1);
  return TOO_OFTEN;
}

/** @returns false if a count overflows */
function countRows(): bool {
  const drawn = fitRowCount;
  const rows = fitRows;
  const counts = rowCounts;
  const size = <f64>drawn;
  let wraps: u32 = 0;
  for (let i: u32 = 0; i < drawn; i++) {
    const place = <usize>(<u32>(randomFraction() * size));
    const row = rows == 0 ? place : <usize>load<u32>(rows + (place << 2));
    const count = counts + (row << 1);
    const more = load<u16>(count) + 1;
    store<u16>(count, more);
    wraps |= <u32>(<u16>more == 0);
  }
  return wraps == 0;
}

/** A branch on whether a row is in the bag could not be predicted: every row is written, and the next overwrites it if not. */
function gather(): u32 {
  const rows = rowCount;
  const counts = rowCounts;
  let samples: usize = 0;
  for (let row: u32 = 0; row < rows; row++) {
    const cell = counts + ((<usize>row) << 1);
    const count = <u32>load<u16>(cell);
    store<u16>(cell, 0);
    store<u32>(sampleRows + (samples << 2), row);
    store<u32>(samplePacks + (samples << 2), count);
    samples += <usize>(count != 0);
  }
  if (classCount > 0) {
    for (let i: usize = 0; i < samples; i++) {
      const row = <usize>load<u32>(sampleRows + (i << 2));
      const pack = samplePacks + (i << 2);
      store<u32>(pack, load<u32>(pack) | (load<u32>(targets + (row << 2)) << 16));
    }
  } else {
    for (let i: usize = 0; i < samples; i++) {
      const row = <usize>load<u32>(sampleRows + (i << 2));
      store<f64>(sampleValues + (i << 3), load<f64>(targets + (row << 3)));
    }
  }
  if (isWeighted) {
    for (let i: usize = 0; i < samples; i++) {
      const row = <usize>load<u32>(sampleRows + (i << 2));
      const count = <f64>load<u32>(samplePacks + (i << 2));
      store<f64>(
        sampleWeights + (i << 3),
        <f64>((<u32>count) & 0xffff) * load<f64>(rowWeights + (row << 3)),
      );
    }
  }
  return <u32>samples;
}

import { treeCount } from '../forest.ts';
import type { Forest } from '../forest.ts';
import type { Engine } from './engine.ts';
import type { LeafMasks } from './leaf-masks.ts';
import { maskKernel } from './mask-kernel.ts';
import type { MaskKernel } from './mask-kernel.ts';
import { webAssembly } from './web-assembly.ts';

/** Vectors that a step of the kernel holds in registers, of which a processor has 16. */
const MAX_LANES = 8;

const VECTOR_BYTES = 16;
const VECTOR_WORDS = 4;

/** Rows whose values, masks' addresses and votes are in the memory at once: they stay in the cache. */
const BLOCK_ROWS = 256;

/**
 * Predicts many rows by leaf masks: four words at a time, so that many more features and trees pay off than for a
 * single row.
 *
 * @returns undefined for a forest of one output or without a split, and where no kernel can be made
 */
export function maskBatch(forest: Forest, masks: LeafMasks): Engine | undefined {
  const wasm = webAssembly();
  if (wasm === undefined || forest.outputCount === 1 || masks.features.length === 0) {
    return undefined;
  }
  const room = layOut(forest, masks);
  try {
    return blocks(forest, masks, room, maskKernel(wasm, room));
  } catch (error) {
    if (error instanceof RangeError) return undefined; // no such memory
    throw error;
  }
}

/** Addresses, and what the kernel asks for. */
function layOut({ featureCount, outputCount: outputs }: Forest, masks: LeafMasks) {
  const vectors = Math.ceil(masks.words / VECTOR_WORDS);
  const steps = Math.ceil(vectors / MAX_LANES);
  const lanes = Math.ceil(vectors / steps);
  const maskBytes = VECTOR_BYTES * lanes * steps;
  const features = masks.features.length;
  const firstLeavesAt = 0;
  const votesAt = firstLeavesAt + maskBytes;
  const masksAt = votesAt + maskBytes * outputs;
  const tablesAt = masksAt + (masks.masks.length / masks.words) * maskBytes;
  const halves = masks.tables.map(({ thresholds }) => 4 * 2 ** bitsOf(thresholds.length));
  const rowsAt = tablesAt + halves.reduce((sum, half) => sum + 2 * half, 0);
  const placesAt = rowsAt + 8 * BLOCK_ROWS * featureCount;
  const countsAt = placesAt + 4 * BLOCK_ROWS * features;
  const memory = countsAt + 4 * BLOCK_ROWS * (outputs - 1);
  return {
    ...{ lanes, steps, maskBytes, features, outputs, halves, memory },
    ...{ firstLeavesAt, votesAt, masksAt, tablesAt, rowsAt, placesAt, countsAt },
  };
}

/** Bits of a positive number. */
function bitsOf(number: number): number {
  return 32 - Math.clz32(number);
}

type Room = ReturnType<typeof layOut>;

function blocks(
  forest: Forest,
  masks: LeafMasks,
  room: Room,
  { memory, findMasks, countVotes }: MaskKernel,
): Engine {
  const { featureCount, outputCount: outputs } = forest;
  const { rowsAt, placesAt, countsAt, lanes, steps, features } = room;
  const trees = treeCount(forest);
  const searches = fill(masks, room, memory);
  const numbers = new Float64Array(memory, rowsAt, BLOCK_ROWS * featureCount);
  const counts = new Int32Array(memory, countsAt, BLOCK_ROWS * (outputs - 1));
  const placeStep = 4 * features;

  function answer(size: number, out: Float64Array, start: number): void {
    for (let row = 0, at = 0, to = start; row < size; row++) {
      let rest = trees;
      for (let k = 1; k < outputs; k++) {
        const count = counts[at++]!;
        rest -= count;
        out[to++] = count / trees;
      }
      out[to++] = rest / trees; // each tree votes once
    }
  }

  return (rows, out) => {
    const count = rows.length / featureCount;
    for (let first = 0; first < count; first += BLOCK_ROWS) {
      const size = Math.min(BLOCK_ROWS, count - first);
      const end = placesAt + size * placeStep;
      numbers.set(rows.subarray(first * featureCount, (first + size) * featureCount));
      searches.forEach(({ table, half, mask, missing }, i) => {
        const value = rowsAt + 8 * masks.features[i]!;
        const place = placesAt + 4 * i;
        findMasks(value, 8 * featureCount, place, placeStep, end, table, half, mask, missing);
      });
      counts.fill(0, 0, size * (outputs - 1));
      for (let step = 0; step < steps; step++) {
        countVotes(placesAt, end, countsAt, VECTOR_BYTES * lanes * step);
      }
      answer(size, out, first * outputs);
    }
  };
}

/** Writes masks and thresholds into the memory. @returns what `findMasks` needs to know for each feature */
function fill(masks: LeafMasks, room: Room, memory: ArrayBuffer) {
  const { maskBytes, firstLeavesAt, votesAt, masksAt, tablesAt, halves } = room;
  const copy = (from: Int32Array, to: number) => {
    for (let row = 0; row * masks.words < from.length; row++) {
      const words = from.subarray(row * masks.words, (row + 1) * masks.words);
      new Int32Array(memory, to + row * maskBytes).set(words);
    }
  };
  copy(masks.firstLeaves, firstLeavesAt);
  copy(masks.votes, votesAt);
  copy(masks.masks, masksAt);
  let tableAt = tablesAt;
  return masks.tables.map(({ thresholds }, i) => {
    const half = halves[i]!;
    const table = tableAt - 8;
    new Float64Array(memory, tableAt, half / 4).fill(Infinity).set(thresholds);
    tableAt += 2 * half;
    const mask = masksAt + (masks.maskStart[i]! / masks.words) * maskBytes;
    return { table, half, mask, missing: mask + (thresholds.length + 1) * maskBytes };
  });
}

import type { Forest } from '../forest.ts';
import type { Engine } from './engine.ts';
import type { SplitMasks } from './leaf-masks.ts';
import { maskKernel } from './mask-kernel.ts';
import type { MaskSizes } from './mask-kernel.ts';
import { webAssembly } from './web-assembly.ts';

/** Vectors that a step of the kernel holds in registers, of which a processor has 16. */
const MAX_LANES = 8;

const VECTOR_BYTES = 16;
const VECTOR_WORDS = 4;

/** Rows whose values, masks' addresses and results are in the memory at once: they stay in the cache. */
export const BLOCK_ROWS = 256;

/** What becomes of the leaves that a block of rows reaches. */
interface Results {
  /** Address of those of the first row. */
  readonly resultsAt: number;
  /** @param size rows of the block */
  readonly start: (size: number) => void;
  /** @param first row of the block */
  readonly finish: (size: number, out: Float64Array, first: number) => void;
}

/** Addresses of what the search for masks needs, and sizes in bytes. */
interface MaskRoom extends MaskSizes {
  /** Parts of a mask, and masks. */
  readonly steps: number;
  readonly count: number;
  /** A multiple of partBytes. */
  readonly maskBytes: number;
  /** Of each feature half the room of its thresholds, as `findMasks` wants it. */
  readonly halves: readonly number[];
  readonly tablesAt: number;
  readonly rowsAt: number;
  readonly placesAt: number;
  readonly end: number;
}

/**
 * Addresses of what the search for masks needs. The masks come first: those parts of all that a step looks at, for step
 * after step, so that they are in the cache together. What else there is starts at `end`.
 */
export function layOutMasks(featureCount: number, masks: SplitMasks): MaskRoom {
  const vectors = Math.ceil(masks.words / VECTOR_WORDS);
  const steps = Math.ceil(vectors / MAX_LANES);
  const lanes = Math.ceil(vectors / steps);
  const partBytes = VECTOR_BYTES * lanes;
  const maskBytes = partBytes * steps;
  const features = masks.features.length;
  const count = masks.masks.length / masks.words;
  const tablesAt = count * maskBytes;
  const halves = masks.tables.map(({ thresholds }) => 4 * 2 ** bitsOf(thresholds.length));
  const rowsAt = tablesAt + halves.reduce((sum, half) => sum + 2 * half, 0);
  const placesAt = rowsAt + 8 * BLOCK_ROWS * featureCount;
  const end = placesAt + 4 * BLOCK_ROWS * features;
  return {
    lanes,
    steps,
    count,
    partBytes,
    maskBytes,
    features,
    halves,
    tablesAt,
    rowsAt,
    placesAt,
    end,
  };
}

/** Bits of a positive number. */
function bitsOf(number: number): number {
  return 32 - Math.clz32(number);
}

/**
 * Predicts block after block.
 *
 * @param memory bytes of it
 * @param body of the kernel's `ReadLeaves`
 * @param results prepares the memory behind `room.end`; `copyMasks` copies rows of masks to an address
 * @returns undefined for a forest without a split, and where no kernel can be made
 */
export function readBlocks(
  { featureCount, roundsInputs }: Forest,
  masks: SplitMasks,
  room: MaskRoom,
  memory: number,
  body: () => readonly number[],
  results: (memory: ArrayBuffer, copyMasks: (from: Int32Array, to: number) => void) => Results,
): Engine | undefined {
  const wasm = webAssembly();
  if (wasm === undefined || room.features === 0) return undefined;
  try {
    return blocks(
      featureCount,
      masks,
      room,
      maskKernel(wasm, memory, room, roundsInputs, body()),
      results,
    );
  } catch (error) {
    if (error instanceof RangeError) return undefined; // no such memory
    throw error;
  }
}

function blocks(
  featureCount: number,
  masks: SplitMasks,
  room: MaskRoom,
  { memory, findMasks, readLeaves }: ReturnType<typeof maskKernel>,
  results: Parameters<typeof readBlocks>[5],
): Engine {
  const { count: maskCount, partBytes, maskBytes, rowsAt, placesAt, steps, features } = room;
  const copyMasks = (from: Int32Array, to: number) => {
    for (let row = 0; row * masks.words < from.length; row++) {
      const words = from.subarray(row * masks.words, (row + 1) * masks.words);
      new Int32Array(memory, to + row * maskBytes).set(words);
    }
  };
  copyParts(masks, room, memory);
  const searches = fillTables(masks, room, memory);
  const { resultsAt, start, finish } = results(memory, copyMasks);
  const numbers = new Float64Array(memory, rowsAt, BLOCK_ROWS * featureCount);
  const placeStep = 4 * features;
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
      start(size);
      for (let step = 0; step < steps; step++) {
        readLeaves(placesAt, end, resultsAt, partBytes * step, partBytes * maskCount * step);
      }
      finish(size, out, first);
    }
  };
}

function copyParts({ masks, words }: SplitMasks, room: MaskRoom, memory: ArrayBuffer): void {
  const { count, steps, partBytes } = room;
  const to = new Int32Array(memory);
  const partWords = partBytes / 4;
  for (let step = 0; step < steps; step++) {
    const first = step * partWords;
    const last = Math.min(words, first + partWords);
    // A loop: for few words each, views of them take longer than the words.
    for (let row = 0; row < count; row++) {
      let at = (step * count + row) * partWords;
      for (let word = row * words + first; word < row * words + last; word++) {
        to[at++] = masks[word]!;
      }
    }
  }
}

/** Writes the thresholds into the memory. @returns what `findMasks` needs to know for each feature */
function fillTables(masks: SplitMasks, room: MaskRoom, memory: ArrayBuffer) {
  const { partBytes, tablesAt, halves } = room;
  let tableAt = tablesAt;
  return masks.tables.map(({ thresholds }, i) => {
    const half = halves[i]!;
    const table = tableAt - 8;
    new Float64Array(memory, tableAt, half / 4).fill(Infinity).set(thresholds);
    tableAt += 2 * half;
    const mask = (masks.maskStart[i]! / masks.words) * partBytes;
    return { table, half, mask, missing: mask + (thresholds.length + 1) * partBytes };
  });
}

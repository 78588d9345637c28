import { HistogramInputError } from './errors.ts';
import { MAX_BAG_SAMPLES } from './growth.ts';
import type { Bag } from './growth.ts';
import { Xoshiro128 } from './random/xoshiro128.ts';

/** Counts are 16 bits wide. */
const MAX_COUNT = 65_535;

/**
 * Every row of a fit once.
 *
 * @param rows indices into the table in any order; an index counts as often as it is repeated
 * @param rowCount rows of the table
 * @throws {HistogramInputError} for no rows, more than 2^26, or one that is repeated more than 65,535 times
 */
export function wholeBag(rows: Uint32Array, rowCount: number): Bag {
  const counts = new Uint32Array(rowCount);
  for (let i = 0; i < rows.length; i++) counts[rows[i]!]!++;
  return gather(counts);
}

/**
 * A bootstrap: as many rows as there are, drawn with replacement.
 *
 * @param state the initial state of the random numbers (`treeSeed`)
 * @throws {HistogramInputError} as `wholeBag`
 */
export function bootstrapBag(rows: Uint32Array, rowCount: number, state: Uint32Array): Bag {
  const random = new Xoshiro128(state);
  const size = rows.length;
  const counts = new Uint32Array(rowCount);
  for (let i = 0; i < size; i++) {
    counts[rows[Math.floor(random.fraction() * size)]!]!++;
  }
  return gather(counts);
}

function gather(counts: Uint32Array): Bag {
  let distinct = 0;
  for (let row = 0; row < counts.length; row++) if (counts[row]! > 0) distinct++;
  const bag = { rows: new Uint32Array(distinct), counts: new Uint16Array(distinct) };
  let at = 0;
  let total = 0;
  for (let row = 0; row < counts.length; row++) {
    if (counts[row] === 0) continue;
    if (counts[row]! > MAX_COUNT) throw tooOften(row, counts[row]!);
    bag.rows[at] = row;
    bag.counts[at++] = counts[row]!;
    total += counts[row]!;
  }
  if (total === 0 || total > MAX_BAG_SAMPLES) throw wrongSize(total);
  return bag;
}

function tooOften(row: number, count: number): HistogramInputError {
  return new HistogramInputError(
    `Found row ${row} ${count} times in a bag, expected at most ${MAX_COUNT}.`,
    'Give the row a weight instead of repeating it.',
  );
}

function wrongSize(total: number): HistogramInputError {
  return new HistogramInputError(
    `Found a bag of ${total} rows, expected 1 to ${MAX_BAG_SAMPLES}.`,
    'Train on a sample of the rows.',
  );
}

import type { Dataset } from '../dataset/dataset.ts';
import { numberAt } from '../dataset/feature-column.ts';
import { hashRows } from '../dataset/hash-rows.ts';

/** Rows that repeat an earlier row. */
export interface Duplicates {
  readonly count: number;
  /** The earlier row and the later one, for the first few. */
  readonly examples: readonly (readonly [number, number])[];
}

const MAX_EXAMPLES = 3;

/**
 * Rows that are equal in all features to an earlier one: with the same target, or with another one. Missing equals
 * missing. Rows are compared by a hash first, and by their values where that is equal.
 */
export function findDuplicates(dataset: Dataset): {
  readonly equal: Duplicates;
  readonly contradicting: Duplicates;
} {
  const { columns, rowCount, target } = dataset;
  const all = Uint32Array.from({ length: rowCount }, (_, row) => row);
  const firstRows = new FirstRows(hashRows(columns, all));
  const equal = { count: 0, examples: [] as [number, number][] };
  const contradicting = { count: 0, examples: [] as [number, number][] };
  for (let row = 0; row < rowCount; row++) {
    const first = firstRows.of(row);
    if (
      first === row ||
      !columns.every((column) => Object.is(numberAt(column, first), numberAt(column, row)))
    )
      continue;
    const kind = target[first] === target[row] ? equal : contradicting;
    kind.count++;
    if (kind.examples.length < MAX_EXAMPLES) kind.examples.push([first, row]);
  }
  return { equal, contradicting };
}

/**
 * The first row of each hash: a table with open addressing, because a Map holds 2 ** 24 keys at most, and takes
 * several times the memory.
 */
class FirstRows {
  /** Length rowCount: each row's hash. */
  readonly #hashes: Float64Array;
  /** Length a power of two, at least twice rowCount: a row + 1, or 0 where nothing is. */
  readonly #slots: Uint32Array;

  constructor(hashes: Float64Array) {
    this.#hashes = hashes;
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * Math.max(hashes.length, 1))));
  }

  /** The first row with this row's hash among those seen so far; it may be the row itself. */
  of(row: number): number {
    const hashes = this.#hashes;
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hash = hashes[row]!;
    for (let at = (hash >>> 0) & mask; ; at = (at + 1) & mask) {
      const found = slots[at]!;
      if (found === 0) {
        slots[at] = row + 1;
        return row;
      }
      if (hashes[found - 1] === hash) return found - 1;
    }
  }
}

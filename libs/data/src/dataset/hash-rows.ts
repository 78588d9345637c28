import { allNumbers } from './feature-column.ts';
import type { FeatureColumn } from './feature-column.ts';

/**
 * Hashes rows by their values. Equal rows have equal hashes in any table, and missing values are equal
 * and both zeros too. The hashes are stored with trained models: those of another function could not be compared.
 *
 * @param columns each of a length of rowCount
 * @param rows indices of the rows to hash
 * @returns for each of `rows` a whole number from 0 to 2^52 - 1
 */
export function hashRows(columns: readonly FeatureColumn[], rows: Uint32Array): Float64Array {
  // Column by column, as the table lies in memory; two halves of 32 bits that feed each other.
  const low = new Int32Array(rows.length).fill(0x3c6ef372);
  const high = new Int32Array(rows.length);
  for (const own of columns) addColumn(low, high, allNumbers(own), rows);
  return Float64Array.from(rows, (_, i) => {
    const first = mixed(low[i]! ^ Math.imul(high[i]!, 0x9e3779b1));
    const second = mixed(high[i]! ^ first);
    return (first >>> 0) * 0x100000 + (second & 0xfffff);
  });
}

/** A function of its own, which V8 compiles once and not for each column. */
function addColumn(
  low: Int32Array,
  high: Int32Array,
  column: Float64Array,
  rows: Uint32Array,
): void {
  const words = new Int32Array(column.buffer, column.byteOffset, column.length * 2);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    let first = words[2 * row]!;
    let second = words[2 * row + 1]!;
    const value = column[row]!;
    // There are two zeros, and many ways to write that there is no number.
    if (value === 0) first = second = 0;
    else if (Number.isNaN(value)) first = second = -1;
    const a = Math.imul(low[i]! ^ first, 0xcc9e2d51);
    low[i] = Math.imul((a << 15) | (a >>> 17), 5) + high[i]!;
    const b = Math.imul(high[i]! ^ second, 0x1b873593);
    high[i] = Math.imul((b << 13) | (b >>> 19), 5) ^ low[i]!;
  }
}

/** Every bit of a word depends on every other: the finalizer of A. Appleby's MurmurHash3. */
function mixed(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

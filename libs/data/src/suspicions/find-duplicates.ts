import type { Dataset } from '../dataset.ts';

/** Rows that say again what an earlier row said. */
export interface Duplicates {
  readonly count: number;
  /** The earlier row and the later one, for the first few. */
  readonly examples: readonly (readonly [number, number])[];
}

const MAX_EXAMPLES = 3;
const bits = new DataView(new ArrayBuffer(8));

/**
 * Rows that are equal in all features to an earlier one: with the same target, or with another one. Missing equals
 * missing. Rows are compared by a hash of 53 bits first, and by their values where that is equal.
 */
export function findDuplicates(dataset: Dataset): {
  readonly equal: Duplicates;
  readonly contradicting: Duplicates;
} {
  const { columns, rowCount, target } = dataset;
  const firstOf = new Map<number, number>();
  const equal = { count: 0, examples: [] as [number, number][] };
  const contradicting = { count: 0, examples: [] as [number, number][] };
  for (let row = 0; row < rowCount; row++) {
    const hash = hashRow(columns, row);
    const first = firstOf.get(hash);
    if (first === undefined) {
      firstOf.set(hash, row);
      continue;
    }
    if (!columns.every((column) => Object.is(column[first], column[row]))) continue;
    const kind = target[first] === target[row] ? equal : contradicting;
    kind.count++;
    if (kind.examples.length < MAX_EXAMPLES) kind.examples.push([first, row]);
  }
  return { equal, contradicting };
}

function hashRow(columns: readonly Float64Array[], row: number): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (const column of columns) {
    bits.setFloat64(0, column[row]!);
    low = Math.imul(low ^ bits.getUint32(0), 0x01000193);
    low = Math.imul(low ^ bits.getUint32(4), 0x01000193);
    high = Math.imul(high ^ (bits.getUint32(4) + (low >>> 15)), 0x85ebca6b);
    high = Math.imul(high ^ (bits.getUint32(0) + (high >>> 13)), 0xc2b2ae35);
  }
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0);
}

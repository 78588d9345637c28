/**
 * Sorting dominates the cost of binning, so it is a radix sort: the values, rounded to float32, become whole numbers
 * that sort alike, in three passes of 11 bits, or four of 8 bits if there are few. The few neighbours that rounding made equal are
 * then ordered by comparing the values themselves.
 */
const DIGIT_BITS = 11;
const FEW_ROWS = 4096;
const FEW_DIGIT_BITS = 8;
const KEY_BITS = 32;
const SIGN = 0x8000_0000;
/** Longer runs of values that are equal in float32 are sorted by the built-in sort. */
const INSERTION_LIMIT = 32;

/** Arrays that are reused for each column of a table. */
export class OrderScratch {
  readonly keys: Uint32Array;
  readonly spareKeys: Uint32Array;
  readonly rows: Uint32Array;
  readonly spareRows: Uint32Array;
  readonly values: Float64Array;
  readonly digitBits: number;
  readonly passes: number;
  /** A count for each digit of each pass. */
  readonly counts: Uint32Array;

  constructor(rowCount: number) {
    this.digitBits = rowCount <= FEW_ROWS ? FEW_DIGIT_BITS : DIGIT_BITS;
    this.passes = Math.ceil(KEY_BITS / this.digitBits);
    this.counts = new Uint32Array(this.passes << this.digitBits);
    this.keys = new Uint32Array(rowCount);
    this.spareKeys = new Uint32Array(rowCount);
    this.rows = new Uint32Array(rowCount);
    this.spareRows = new Uint32Array(rowCount);
    this.values = new Float64Array(rowCount);
  }
}

/** A column in ascending order, without its missing values: entries of equal index belong together. */
export interface OrderedColumn {
  readonly rows: Uint32Array;
  /** -0 is 0. */
  readonly values: Float64Array;
}

const float = new Float32Array(1);
const floatBits = new Uint32Array(float.buffer);

/**
 * Sorts the values that are not NaN.
 *
 * @param column length n; infinities are ordinary values
 * @returns parts of the scratch, overwritten by the next call
 */
export function orderValues(column: Float64Array, scratch: OrderScratch): OrderedColumn {
  const { size, isFloat32 } = fillKeys(column, scratch);
  const { keys, rows } = sortKeys(size, scratch);
  const values = scratch.values.subarray(0, size);
  if (isFloat32) {
    // Then the key gives the value, which avoids reading the column in random order.
    for (let i = 0; i < size; i++) values[i] = valueOf(keys[i]!);
  } else {
    for (let i = 0; i < size; i++) values[i] = column[rows[i]!]! + 0;
    orderWithinKeys(keys, rows, values);
  }
  return { rows: rows.subarray(0, size), values };
}

/** Writes a key and the row for each value that is not NaN, and counts the keys' digits. */
function fillKeys(
  column: Float64Array,
  { keys, rows, counts, digitBits, passes }: OrderScratch,
): { size: number; isFloat32: boolean } {
  counts.fill(0);
  const mask = (1 << digitBits) - 1;
  let size = 0;
  let isFloat32 = true;
  for (let row = 0; row < column.length; row++) {
    const value = column[row]! + 0; // -0 + 0 is 0
    if (Number.isNaN(value)) continue;
    float[0] = value;
    if (float[0] !== value) isFloat32 = false;
    const bits = floatBits[0]!;
    const key = (bits & SIGN ? ~bits : bits | SIGN) >>> 0;
    keys[size] = key;
    rows[size++] = row;
    for (let pass = 0; pass < passes; pass++) {
      counts[(pass << digitBits) + ((key >>> (pass * digitBits)) & mask)]!++;
    }
  }
  return { size, isFloat32 };
}

function valueOf(key: number): number {
  floatBits[0] = key & SIGN ? key ^ SIGN : ~key;
  return float[0]!;
}

function sortKeys(size: number, scratch: OrderScratch): { keys: Uint32Array; rows: Uint32Array } {
  let { keys, spareKeys, rows, spareRows } = scratch;
  const digits = 1 << scratch.digitBits;
  for (let pass = 0; pass < scratch.passes; pass++) {
    const starts = scratch.counts.subarray(pass * digits, (pass + 1) * digits);
    const shift = pass * scratch.digitBits;
    if (size === 0 || starts[(keys[0]! >>> shift) & (digits - 1)] === size) continue; // all equal
    let next = 0;
    for (let digit = 0; digit < digits; digit++) {
      const count = starts[digit]!;
      starts[digit] = next;
      next += count;
    }
    for (let i = 0; i < size; i++) {
      const key = keys[i]!;
      const digit = (key >>> shift) & (digits - 1);
      const to = starts[digit]!;
      starts[digit] = to + 1;
      spareKeys[to] = key;
      spareRows[to] = rows[i]!;
    }
    [keys, spareKeys, rows, spareRows] = [spareKeys, keys, spareRows, rows];
  }
  return { keys, rows };
}

function orderWithinKeys(keys: Uint32Array, rows: Uint32Array, values: Float64Array): void {
  for (let start = 0; start < values.length;) {
    const key = keys[start]!;
    let end = start + 1;
    let isSorted = true;
    while (end < values.length && keys[end] === key) {
      if (values[end]! < values[end - 1]!) isSorted = false;
      end++;
    }
    if (!isSorted) sortRun(rows.subarray(start, end), values.subarray(start, end));
    start = end;
  }
}

function sortRun(rows: Uint32Array, values: Float64Array): void {
  if (rows.length > INSERTION_LIMIT) {
    const order = Array.from(rows.keys()).sort((a, b) => compare(values[a]!, values[b]!));
    const sorted = order.map((at) => ({ row: rows[at]!, value: values[at]! }));
    sorted.forEach(({ row, value }, at) => {
      rows[at] = row;
      values[at] = value;
    });
    return;
  }
  for (let i = 1; i < rows.length; i++) {
    const row = rows[i]!;
    const value = values[i]!;
    let hole = i;
    for (; hole > 0 && values[hole - 1]! > value; hole--) {
      rows[hole] = rows[hole - 1]!;
      values[hole] = values[hole - 1]!;
    }
    rows[hole] = row;
    values[hole] = value;
  }
}

/** Not by subtraction: Infinity less itself is NaN. */
function compare(a: number, b: number): number {
  return a < b ? -1 : Number(a > b);
}

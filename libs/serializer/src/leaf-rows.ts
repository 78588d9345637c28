/** Rows of leaf values and their encoding: see "Rows" in docs/model-format.md. */
import type { BitReader } from './bit-reader.ts';
import { BitWriter } from './bit-writer.ts';
import { bitsFor } from './bits.ts';
import type { ForestLayout } from './forest-layout.ts';
import { commonDenominator, greatestCommonDivisor } from './fraction.ts';
import { refuse, refuseIf } from './refuse.ts';

/** `PureRows.ofClass` of a class that no row is pure in. */
const NO_ROW = 0xffff_ffff;

/** The rows that a class code stands for. */
export interface PureRows {
  /** Length K: the first row that has the whole share of class k, or NO_ROW. */
  readonly ofClass: Uint32Array;
  /** Length V: 1 + the class that row r is the first pure row of, or 0. */
  readonly codeOf: Uint32Array;
}

export interface EncodedRows {
  readonly raw: Float64Array;
  readonly stream: Uint8Array;
  readonly largestDenominator: number;
  readonly pure: PureRows;
}

/**
 * @param values V rows of `outputs` numbers, row-major
 * @param areCounted whether rows that can be are stored as counts: they are distributions then
 */
export function encodeRows(
  values: Float64Array,
  outputs: number,
  areCounted: boolean,
): EncodedRows {
  const rows = values.length / outputs;
  const row = (r: number) => values.subarray(r * outputs, (r + 1) * outputs);
  const denominators = Uint32Array.from({ length: rows }, (_, r) =>
    areCounted ? storedDenominator(row(r)) : 0,
  );
  const largestDenominator = denominators.reduce((a, b) => Math.max(a, b), 0);
  const width = bitsFor(largestDenominator + 1);
  const bits = new BitWriter();
  const raw: number[] = [];
  denominators.forEach((denominator, r) => {
    bits.write(denominator, width);
    if (denominator === 0) raw.push(...row(r));
    else writeCounts(bits, row(r), denominator);
  });
  return {
    raw: Float64Array.from(raw),
    stream: bits.toBytes(),
    largestDenominator,
    pure: findPureRows(values, denominators, outputs),
  };
}

/**
 * Reads the V rows.
 *
 * @param raw the raw rows, in order
 * @param areCounted as for `encodeRows`
 * @throws {ModelCorruptedError} for counts that are no distribution, or not in their one encoding
 */
export function decodeRows(
  bits: BitReader,
  { rows, largestDenominator }: ForestLayout,
  raw: Float64Array,
  outputs: number,
  areCounted: boolean,
): { values: Float64Array; pure: PureRows } {
  refuseIf(!areCounted && largestDenominator > 0, 'rows of counts', 'raw rows alone');
  const width = bitsFor(largestDenominator + 1);
  const values = new Float64Array(rows * outputs);
  const denominators = new Uint32Array(rows);
  let rawAt = 0;
  let largest = 0;
  for (let r = 0; r < rows; r++) {
    const row = () => values.subarray(r * outputs, (r + 1) * outputs);
    const denominator = bits.read(width);
    denominators[r] = denominator;
    if (denominator > largest) largest = denominator;
    if (denominator > 0) {
      readCounts(bits, row(), denominator, r);
      continue;
    }
    if (rawAt >= raw.length) refuse(`raw row ${r}`, `${raw.length / outputs} of them`);
    for (let k = 0; k < outputs; k++) values[r * outputs + k] = raw[rawAt++]!;
    if (areCounted) refuseShorter(row(), r);
  }
  refuseIf(rawAt !== raw.length, `${rawAt / outputs} raw rows`, String(raw.length / outputs));
  refuseIf(largest !== largestDenominator, `denominators to ${largest}`, `${largestDenominator}`);
  return { values, pure: findPureRows(values, denominators, outputs) };
}

function refuseShorter(row: Float64Array, r: number): void {
  const shorter = storedDenominator(row);
  if (shorter !== 0) refuse(`raw row ${r}`, `counts over ${shorter}`);
}

/** A single output is a quantity, not a share: it is stored raw. */
function storedDenominator(row: Float64Array): number {
  return row.length === 1 ? 0 : commonDenominator(row);
}

function writeCounts(bits: BitWriter, row: Float64Array, denominator: number): void {
  const counts: number[] = [];
  for (const value of row) {
    bits.write(value === 0 ? 0 : 1, 1);
    if (value !== 0) counts.push(Math.round(value * denominator));
  }
  const width = bitsFor(denominator - 1);
  for (const count of counts.slice(0, -1)) bits.write(count - 1, width);
}

function readCounts(bits: BitReader, row: Float64Array, denominator: number, r: number): void {
  const present: number[] = [];
  for (let k = 0; k < row.length; k++) if (bits.read(1) === 1) present.push(k);
  if (present.length === 0) refuse(`row ${r} without any count`, 'at least one');
  const last = present.pop()!;
  const width = bitsFor(denominator - 1);
  let left = denominator;
  let divisor = denominator;
  for (const k of present) {
    const count = bits.read(width) + 1;
    left -= count;
    divisor = greatestCommonDivisor(divisor, count);
    row[k] = count / denominator;
  }
  if (left < 1) refuse(`counts above ${denominator} in row ${r}`, 'at least 1 for the last class');
  if (divisor !== 1) refuse(`counts with the divisor ${divisor} in row ${r}`, 'lowest terms');
  row[last] = left / denominator;
}

function findPureRows(values: Float64Array, denominators: Uint32Array, outputs: number): PureRows {
  const ofClass = new Uint32Array(outputs).fill(NO_ROW);
  const codeOf = new Uint32Array(denominators.length);
  denominators.forEach((denominator, r) => {
    if (denominator !== 1) return;
    const k = values.subarray(r * outputs, (r + 1) * outputs).indexOf(1);
    if (ofClass[k] !== NO_ROW) return;
    ofClass[k] = r;
    codeOf[r] = k + 1;
  });
  return { ofClass, codeOf };
}

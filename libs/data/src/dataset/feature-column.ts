/**
 * Numbers of which many are equal: row i has `values[codes[i]]`. A column of up to 65,535 different numbers takes one or
 * two bytes a row in place of eight. (Apache Arrow calls it dictionary-encoded.)
 */
export interface CodedNumbers {
  /** Length rowCount. */
  readonly codes: Uint8Array | Uint16Array | Uint32Array;
  /** One for each code; NaN for that of missing numbers. */
  readonly values: Float64Array;
}

/** The numbers of a feature, one for each row; NaN is missing. */
export type FeatureColumn = Float64Array | CodedNumbers;

/** @param row below rowCount */
export function numberAt(column: FeatureColumn, row: number): number {
  return column instanceof Float64Array ? column[row]! : column.values[column.codes[row]!]!;
}

/** The numbers of some rows, in their order. */
export function numbersOf(column: FeatureColumn, rows: Uint32Array): Float64Array {
  const numbers = new Float64Array(rows.length);
  copyNumbers(column, rows, numbers, 0, 1);
  return numbers;
}

/** The numbers of all rows: the column itself if it has them. */
export function allNumbers(column: FeatureColumn): Float64Array {
  if (column instanceof Float64Array) return column;
  const { codes, values } = column;
  const numbers = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) numbers[row] = values[codes[row]!]!;
  return numbers;
}

/** The column of what each number becomes; NaN, missing, has to stay it. */
export function mapNumbers<Column extends FeatureColumn>(
  column: Column,
  change: (value: number) => number,
): Column;
export function mapNumbers(
  column: FeatureColumn,
  change: (value: number) => number,
): FeatureColumn {
  if (column instanceof Float64Array) return column.map(change);
  return { codes: column.codes, values: column.values.map(change) };
}

/** Writes the numbers of some rows `step` apart, from `start` on: to one column of a block of rows, say. */
export function copyNumbers(
  column: FeatureColumn,
  rows: Uint32Array,
  to: Float64Array,
  start: number,
  step: number,
): void {
  let at = start;
  if (column instanceof Float64Array) {
    for (let i = 0; i < rows.length; i++, at += step) to[at] = column[rows[i]!]!;
  } else {
    const { codes, values } = column;
    for (let i = 0; i < rows.length; i++, at += step) to[at] = values[codes[rows[i]!]!]!;
  }
}

import type { SchemaElement } from 'hyparquet';

/** A value as Parquet stores it, and the cell that it is: the text of a problem where it is not a cell. */
export interface ParquetCellCase {
  readonly element: Omit<SchemaElement, 'name'>;
  readonly raw: unknown;
  readonly cell: number | string | null | { readonly problem: RegExp };
}

const bytes = (...values: number[]) => Uint8Array.from(values);
const text = (value: string) => new TextEncoder().encode(value);
const decimal = (scale: number): ParquetCellCase['element'] => ({
  type: 'INT64',
  converted_type: 'DECIMAL',
  scale,
});
const fixed = (scale: number): ParquetCellCase['element'] => ({
  type: 'FIXED_LEN_BYTE_ARRAY',
  logical_type: { type: 'DECIMAL', scale, precision: 38 },
});
const timestamp = (unit: 'MILLIS' | 'MICROS' | 'NANOS'): ParquetCellCase['element'] => ({
  type: 'INT64',
  logical_type: { type: 'TIMESTAMP', unit, isAdjustedToUTC: true },
});
const time = (unit: 'MILLIS' | 'MICROS' | 'NANOS'): ParquetCellCase['element'] => ({
  type: unit === 'MILLIS' ? 'INT32' : 'INT64',
  logical_type: { type: 'TIME', unit, isAdjustedToUTC: false },
});
const OUT_OF_RANGE = { problem: /timestamp out of range/ };
const JULIAN_EPOCH = 2_440_588n;
const DAY = 86_400_000_000_000n;

export const PARQUET_CELLS: readonly ParquetCellCase[] = [
  // Decimals are the numbers nearest to their digits, and whole ones that float64 does not hold are texts.
  { element: decimal(2), raw: 70n, cell: 0.7 },
  { element: decimal(2), raw: -242_924n, cell: -2429.24 },
  { element: { ...decimal(1), type: 'INT32' }, raw: 3, cell: 0.3 },
  { element: decimal(0), raw: 9_007_199_254_740_993n, cell: '9007199254740993' },
  { element: decimal(2), raw: 900_719_925_474_099_300n, cell: '9007199254740993' },
  { element: decimal(2), raw: 900_719_925_474_099_200n, cell: 9_007_199_254_740_992 },
  { element: decimal(2), raw: 900_719_925_474_099_350n, cell: 9_007_199_254_740_994 },
  { element: decimal(0), raw: 10n ** 37n + 1n, cell: `1${'0'.repeat(36)}1` },
  { element: decimal(1), raw: 10n ** 23n, cell: `1${'0'.repeat(22)}` },
  { element: decimal(1), raw: 99_999_999_999_999_995n, cell: 1e16 },
  { element: decimal(400), raw: 5n, cell: '5e-400' },
  { element: fixed(3), raw: bytes(0xff, 0xff, 0xfc, 0x18), cell: -1 },
  { element: fixed(1), raw: bytes(), cell: 0 },
  { element: fixed(0), raw: bytes(0x20, 0, 0, 0, 0, 0, 1), cell: '9007199254740993' },
  { element: fixed(2), raw: new Uint8Array(129), cell: { problem: /a decimal of 129 bytes/ } },
  // Whole numbers
  { element: { type: 'INT64' }, raw: -9_007_199_254_740_993n, cell: '-9007199254740993' },
  { element: { type: 'INT64', converted_type: 'UINT_64' }, raw: -1n, cell: '18446744073709551615' },
  { element: { type: 'INT32', converted_type: 'UINT_32' }, raw: -1, cell: 4_294_967_295 },
  // Other numbers
  { element: { type: 'DOUBLE' }, raw: NaN, cell: null },
  { element: { type: 'DOUBLE' }, raw: -Infinity, cell: { problem: /an infinite number/ } },
  {
    element: { type: 'FIXED_LEN_BYTE_ARRAY', logical_type: { type: 'FLOAT16' } },
    raw: bytes(0x00, 0xc2),
    cell: -3,
  },
  // Moments are rounded towards the past, before 1970 too.
  { element: timestamp('MILLIS'), raw: -1n, cell: '1969-12-31T23:59:59.999Z' },
  { element: timestamp('MICROS'), raw: -1n, cell: '1969-12-31T23:59:59.999Z' },
  { element: timestamp('NANOS'), raw: -1_000_001n, cell: '1969-12-31T23:59:59.998Z' },
  { element: timestamp('NANOS'), raw: 1_999_999n, cell: '1970-01-01T00:00:00.001Z' },
  {
    element: { type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
    raw: -1_500n,
    cell: '1969-12-31T23:59:59.998Z',
  },
  {
    element: { type: 'INT96' },
    raw: ((JULIAN_EPOCH - 1n) << 64n) | (DAY - 1n),
    cell: '1969-12-31T23:59:59.999Z',
  },
  { element: { type: 'INT32', converted_type: 'DATE' }, raw: -1, cell: '1969-12-31T00:00:00.000Z' },
  {
    element: { type: 'INT32', logical_type: { type: 'DATE' } },
    raw: 1,
    cell: '1970-01-02T00:00:00.000Z',
  },
  { element: timestamp('MICROS'), raw: 2n ** 63n - 1n, cell: OUT_OF_RANGE },
  { element: timestamp('MILLIS'), raw: -(2n ** 63n), cell: OUT_OF_RANGE },
  { element: { type: 'INT32', converted_type: 'DATE' }, raw: 2 ** 31 - 1, cell: OUT_OF_RANGE },
  // Times of day are milliseconds, whichever unit a writer has.
  { element: time('MILLIS'), raw: 45_296_250, cell: 45_296_250 },
  { element: time('MICROS'), raw: 45_296_250_500n, cell: 45_296_250.5 },
  { element: time('NANOS'), raw: 45_296_250_000_000n, cell: 45_296_250 },
  { element: { type: 'INT32', converted_type: 'TIME_MILLIS' }, raw: 1_500, cell: 1_500 },
  { element: { type: 'INT64', converted_type: 'TIME_MICROS' }, raw: 1_500_000n, cell: 1_500 },
  // Texts are never replaced.
  { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, raw: text('é'), cell: 'é' },
  { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, raw: bytes(97, 0), cell: 'a\0' },
  { element: { type: 'BYTE_ARRAY' }, raw: bytes(0xff, 1), cell: { problem: /not UTF-8/ } },
  { element: { type: 'FIXED_LEN_BYTE_ARRAY' }, raw: text('abc'), cell: 'abc' },
  // A whole number of 128 bits, which only a note of polars says it is.
  {
    element: { type: 'FIXED_LEN_BYTE_ARRAY' },
    raw: bytes(3, 0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0),
    cell: { problem: /a NUL byte/ },
  },
  { element: { type: 'FIXED_LEN_BYTE_ARRAY' }, raw: bytes(0xc0), cell: { problem: /not UTF-8/ } },
  { element: { type: 'BYTE_ARRAY', converted_type: 'JSON' }, raw: text('"a"'), cell: 'a' },
  {
    element: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
    raw: text('{}'),
    cell: { problem: /a nested value/ },
  },
  {
    element: { type: 'BYTE_ARRAY', converted_type: 'JSON' },
    raw: text('{'),
    cell: { problem: /not JSON/ },
  },
  {
    element: { type: 'FIXED_LEN_BYTE_ARRAY', logical_type: { type: 'UUID' } },
    raw: bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 255),
    cell: '00010203-0405-0607-0809-0a0b0c0d0eff',
  },
  {
    element: { type: 'FIXED_LEN_BYTE_ARRAY', converted_type: 'INTERVAL' },
    raw: new Uint8Array(12),
    cell: { problem: /an interval/ },
  },
  { element: { type: 'BOOLEAN' }, raw: false, cell: 'false' },
];

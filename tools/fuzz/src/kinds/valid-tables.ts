import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';

import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ColumnSource } from 'hyparquet-writer';

const COMPRESSORS = { GZIP: gzipSync, ZSTD: zstdCompressSync, BROTLI: brotliCompressSync };
const CODECS = ['SNAPPY', 'UNCOMPRESSED', 'GZIP', 'ZSTD', 'BROTLI'] as const;
const ROWS = 40;
const ROW_NUMBERS = Array.from({ length: ROWS }, (_, row) => row);
const NUMBERS = ROW_NUMBERS.map((row) => ((row * 7_919) % 997) / 8);
const WORDS = ROW_NUMBERS.map((row) => ['oak', 'ash', 'bee', 'oé', 'x, y'][row % 5]!);
const DATES = ROW_NUMBERS.map((row) => new Date(Date.UTC(1969, 11, row, row % 24)));
const CLASSES = ROW_NUMBERS.map((row) => (row % 3 === 0 ? 'yes' : 'no'));

function texts(): string[] {
  const cells = ROW_NUMBERS.map((row) => [
    row % 9 === 0 ? '' : String(NUMBERS[row]),
    WORDS[row]!,
    DATES[row]!.toISOString(),
    CLASSES[row]!,
  ]);
  const csv = (delimiter: string, quote: string, newline: string) =>
    [['size', 'tree', 'day', 'y'], ...cells]
      .map((row) => row.map((cell) => quote + cell.replaceAll(',', ';') + quote).join(delimiter))
      .join(newline);
  const objects = cells.map(([size, tree, day, y]) =>
    JSON.stringify({ size: Number(size), tree, day, deep: y === 'yes' ? null : true, y }),
  );
  return [csv(',', '', '\n'), csv(';', '"', '\r\n'), csv('\t', "'", '\n'), objects.join('\n')];
}

function parquetFiles(): Uint8Array[] {
  const withNulls = <T>(data: readonly T[]) => data.map((value, i) => (i % 7 === 0 ? null : value));
  const y: ColumnSource = { name: 'y', type: 'STRING', data: CLASSES };
  const columns: ColumnSource[][] = [
    [
      { name: 'size', type: 'DOUBLE', data: withNulls(NUMBERS) },
      { name: 'tree', type: 'STRING', data: withNulls(WORDS) },
      { name: 'day', type: 'TIMESTAMP', data: withNulls(DATES) },
      { name: 'is', type: 'BOOLEAN', data: withNulls(NUMBERS.map((value) => value > 50)) },
      y,
    ],
    [
      { name: 'n', type: 'INT32', encoding: 'DELTA_BINARY_PACKED', data: ROW_NUMBERS },
      { name: 'm', type: 'INT64', encoding: 'DELTA_BINARY_PACKED', data: ROW_NUMBERS.map(BigInt) },
      { name: 'tree', type: 'STRING', encoding: 'DELTA_BYTE_ARRAY', data: withNulls(WORDS) },
      { name: 'bush', type: 'STRING', encoding: 'DELTA_LENGTH_BYTE_ARRAY', data: WORDS },
      { name: 'size', type: 'DOUBLE', encoding: 'BYTE_STREAM_SPLIT', data: NUMBERS },
      y,
    ],
    [
      { name: 'id', type: 'UUID', data: ROW_NUMBERS.map((row) => uuid(row)) },
      { name: 'half', type: 'FLOAT16', data: NUMBERS },
      { name: 'json', type: 'JSON', data: withNulls(NUMBERS) },
      { name: 'list', data: ROW_NUMBERS.map((row) => [row, row + 1]) },
      y,
    ],
  ];
  const layout = { rowGroupSize: 25, pageSize: 200, compressors: COMPRESSORS };
  return columns.flatMap((columnData) =>
    CODECS.map((codec) => new Uint8Array(parquetWriteBuffer({ columnData, codec, ...layout }))),
  );
}

function uuid(row: number): string {
  return `00000000-0000-4000-8000-${String(row).padStart(12, '0')}`;
}

/** Small tables of every format, each whole and right. */
export function validTables(): readonly Uint8Array[] {
  return [...texts().map((text) => new TextEncoder().encode(text)), ...parquetFiles()];
}

import type { CsvSink } from './csv/csv-scanner.ts';
import type { Dialect } from './csv/dialect.ts';
import type { EncodingName } from './encoding/marked-encoding.ts';
import type { JsonLinesSink } from './json-lines/json-lines-scanner.ts';
import type { ParquetSink } from './parquet/scan-parquet.ts';

/** The sinks for a file's rows, by format. One of them is created, once. */
export interface TableSinks {
  csv(dialect: Dialect, encoding: EncodingName): CsvSink;
  jsonLines(encoding: EncodingName): JsonLinesSink;
  parquet(): ParquetSink;
}

export { describeProblem } from './csv/csv-problem.ts';
export { problemError } from './csv/problem-error.ts';
export type { CsvProblem } from './csv/csv-problem.ts';
export type { CsvRow } from './csv/csv-row.ts';
export { CsvScanner } from './csv/csv-scanner.ts';
export type { CsvSink } from './csv/csv-scanner.ts';
export {
  describeChangedMarks,
  describeDialect,
  describeMarks,
  raggedRemedy,
} from './csv/dialect.ts';
export type { Dialect } from './csv/dialect.ts';
export { refuseSkipped } from './csv/skip-rows.ts';
export { guessSeparator } from './csv/other-separator.ts';
export { numberFormats } from './csv/number-formats.ts';
export { plainNumber } from './csv/plain-decimal.ts';
export { isEncoding } from './encoding/sniff-encoding.ts';
export { DataValidationError } from './errors.ts';
export type { DataIssue } from './errors.ts';
export { describeIssue } from './issues/describe-issue.ts';
export { describeIssues } from './issues/describe-issues.ts';
export { countRows, IssueList, MAX_ISSUES, singleIssue } from './issues/issue-list.ts';
export { JsonLinesScanner } from './json-lines/json-lines-scanner.ts';
export type { JsonLinesSink } from './json-lines/json-lines-scanner.ts';
export { decompressed, isParquet, unpackingError } from './packed/decompress.ts';
export type { OpenedBytes } from './packed/decompress.ts';
export { memorySource } from './packed/memory-source.ts';
export { zstdContent } from './packed/zstd-frame.ts';
export { openParquet } from './parquet/open-parquet.ts';
export { NESTED } from './parquet/parquet-cell.ts';
export type { ByteSource, RowGroup } from './parquet/parquet-file.ts';
export type { ParquetCell } from './parquet/parquet-cell.ts';
export { scanParquet } from './parquet/scan-parquet.ts';
export type { ParquetSink } from './parquet/scan-parquet.ts';
export type { RowScanner } from './row-scanner.ts';
export { SAMPLE_BYTES } from './limits.ts';
export type { TextChoice } from './sniff/sniff-text.ts';
export { isSplittable, TextPart } from './text-part.ts';
export { TextScanner } from './text-scanner.ts';
export type { TableSinks } from './table-sinks.ts';

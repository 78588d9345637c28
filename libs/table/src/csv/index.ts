/** What the service and the page need to read CSV: nothing of Node's, no other format. */
export { bareText, decodeMarked } from '../encoding/marked-encoding.ts';
export { decodeSniffed } from '../encoding/sniff-encoding.ts';
export { describeProblem } from './csv-problem.ts';
export type { CsvProblem } from './csv-problem.ts';
export type { CsvRow } from './csv-row.ts';
export type { CsvSink } from './csv-scanner.ts';
export type { Dialect } from './dialect.ts';
export { numberFormats } from './number-formats.ts';
export { scanCsvText } from './scan-csv-text.ts';

export { describeProblem } from './csv-problem.ts';
export type { CsvProblem, ProblemText } from './csv-problem.ts';
export type { CsvRow } from './csv-row.ts';
export { CsvScanner } from './csv-scanner.ts';
export type { CsvSink, Separation } from './csv-scanner.ts';
export type { Dialect, DialectChoice } from './dialect.ts';
export { sniffDialect } from './sniff-dialect.ts';

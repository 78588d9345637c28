import { bareText } from '../encoding/marked-encoding.ts';
import { SAMPLE_BYTES } from '../limits.ts';
import { CsvScanner } from './csv-scanner.ts';
import type { CsvSink } from './csv-scanner.ts';
import type { Dialect } from './dialect.ts';
import { sniffDialect } from './sniff-dialect.ts';

/**
 * Scans a CSV text that is in memory, in the dialect that it looks like, as files of training are.
 *
 * @param text with or without what `bareText` takes away
 * @param sinkOf what takes the rows of the dialect
 * @returns that sink
 */
export function scanCsvText<Sink extends CsvSink>(
  text: string,
  sinkOf: (dialect: Dialect) => Sink,
): Sink {
  const body = bareText(text);
  const isWhole = body.length <= SAMPLE_BYTES;
  const dialect = sniffDialect(isWhole ? body : body.slice(0, SAMPLE_BYTES), isWhole, {});
  const sink = sinkOf(dialect);
  const scanner = new CsvScanner(dialect, sink);
  scanner.push(new TextEncoder().encode(body));
  scanner.end();
  return sink;
}

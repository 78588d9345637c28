import { skippingLines, skippingRows } from '../csv/skip-rows.ts';
import { CsvScanner } from '../csv/csv-scanner.ts';
import { transcoder } from '../encoding/transcoder.ts';
import type { Transcoder } from '../encoding/transcoder.ts';
import type { Dialect } from '../csv/dialect.ts';
import { JsonLinesScanner } from '../json-lines/json-lines-scanner.ts';
import type { RowScanner } from '../row-scanner.ts';
import type { TableSinks } from '../table-sinks.ts';
import { refuseForeign } from './foreign.ts';
import { refuseForeignFormat } from './foreign-format.ts';
import { sniffText } from './sniff-text.ts';
import type { TextChoice, TextKind } from './sniff-text.ts';

/** What turns a text's bytes into rows: its scanner takes what its transcoder gives. */
export interface OpenedText {
  readonly kind: Exclude<TextKind, { format: 'foreign' }>;
  readonly transcoder: Transcoder;
  readonly scanner: RowScanner;
}

/**
 * Finds out what a text is and opens the sink for its rows.
 *
 * @param sample SAMPLE_BYTES of its start, or all of it
 * @param isWhole whether the sample is all of it
 * @throws {DataValidationError} for what is no table
 */
export function openText(
  source: string,
  sample: Uint8Array,
  isWhole: boolean,
  choice: TextChoice,
  sinks: Pick<TableSinks, 'csv' | 'jsonLines'>,
): OpenedText {
  refuseForeignFormat(source, sample);
  const kind = sniffText(sample, isWhole, choice);
  if (kind.format === 'foreign') throw refuseForeign(source, kind.document);
  return openKind(source, kind, sinks);
}

/** Opens the sink for the rows of a text that is known to be of a kind. */
export function openKind(
  source: string,
  kind: OpenedText['kind'],
  sinks: Pick<TableSinks, 'csv' | 'jsonLines'>,
): OpenedText {
  const { encoding, shownEncoding = encoding } = kind;
  return {
    kind,
    transcoder: transcoder(source, encoding),
    scanner:
      kind.format === 'jsonl'
        ? new JsonLinesScanner(sinks.jsonLines(shownEncoding))
        : csvScanner(source, kind.dialect, shownEncoding, sinks),
  };
}

function csvScanner(
  source: string,
  dialect: Dialect,
  encoding: string,
  sinks: Pick<TableSinks, 'csv'>,
): RowScanner {
  const { skipRows = 0, skipRowsAfterHeader = 0, newline } = dialect;
  const sink = sinks.csv(dialect, encoding);
  const rows = skipRowsAfterHeader > 0 ? skippingRows(sink, skipRowsAfterHeader) : sink;
  const scanner = new CsvScanner(dialect, rows);
  return skipRows > 0 ? skippingLines(scanner, skipRows, newline, source) : scanner;
}

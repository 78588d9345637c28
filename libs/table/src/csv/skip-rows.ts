/** Lines and rows that a person says are no part of a table. */
import { count, CR, LF, option } from '@lambda-forest/text';

import type { DataValidationError } from '../errors.ts';
import { singleIssue } from '../issues/issue-list.ts';
import { INCOMPLETE } from '../row-scanner.ts';
import type { RowScanner } from '../row-scanner.ts';
import type { CsvSink } from './csv-scanner.ts';

/**
 * The scanner of what follows the first lines.
 *
 * @param source what messages call the text, which `end` refuses if nothing follows
 */
export function skippingLines(
  scanner: RowScanner,
  lines: number,
  newline: string,
  source: string,
): RowScanner {
  const end = newline === '\r' ? CR : LF;
  let left = lines;
  let isAll = true;
  /** @returns where the lines end; undefined: not in these bytes */
  const skip = (bytes: Uint8Array): number | undefined => {
    let at = 0;
    for (; left > 0 && at < bytes.length; left--) {
      const found = bytes.indexOf(end, at);
      if (found === -1) return undefined;
      at = found + 1;
    }
    if (at < bytes.length) isAll = false;
    return at;
  };
  return {
    push(bytes) {
      const at = skip(bytes);
      if (at !== undefined) scanner.push(bytes.subarray(at));
    },
    pushRow(bytes) {
      const at = skip(bytes);
      const read = at === undefined ? INCOMPLETE : scanner.pushRow(bytes.subarray(at));
      return read === INCOMPLETE ? INCOMPLETE : at! + read;
    },
    end() {
      if (!isAll) {
        scanner.end();
        return;
      }
      const message = `found nothing below ${count(lines, 'line')} that ${option('skip-rows')} leaves out, expected a header and rows`;
      throw singleIssue(source, { message }, `Correct ${option('skip-rows')}.`);
    },
    get line() {
      return scanner.line;
    },
  };
}

/** The sink of all rows but the first ones below the header. */
export function skippingRows(sink: CsvSink, rows: number): CsvSink {
  let left = rows;
  return {
    begin: (row) => sink.begin(row),
    addRow(row) {
      if (left > 0) left--;
      else sink.addRow(row);
    },
    refuse: (problem, line) => sink.refuse(problem, line),
  };
}

/** What to say of a file that has no rows but those below the header that a person says are no data. */
export function refuseSkipped(source: string, skipped: number): DataValidationError {
  const message = `found nothing below the header and ${count(skipped, 'row')} that ${option('skip-rows-after-header')} leaves out, expected at least one row`;
  return singleIssue(source, { message }, `Correct ${option('skip-rows-after-header')}.`);
}

/** The text without its first lines, however they end. */
export function afterLines(text: string, lines: number): string {
  const end = /\r\n|\r|\n/g;
  for (let line = 0; line < lines; line++) if (end.exec(text) === null) return '';
  return text.slice(end.lastIndex);
}

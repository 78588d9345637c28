import { isUtf8 } from 'node:buffer';

import type { DataIssue } from './errors.ts';
import { singleIssue } from './issue-list.ts';

const LINE_FEED = 0x0a;

/**
 * Checks without decoding, so that a large file is not copied for it. NUL is refused although UTF-8 has it: no
 * text does, but binary files and UTF-16 without a mark (whose ASCII characters have one each) are full of it.
 *
 * @throws {DataValidationError} naming the first line that is not UTF-8, or holds a NUL
 */
export function requireUtf8(bytes: Uint8Array, source: string): void {
  const issue = findIssue(bytes);
  if (issue !== undefined) throw singleIssue(source, issue, 'Save the file as UTF-8 text.');
}

function findIssue(bytes: Uint8Array): DataIssue | undefined {
  const isUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return { message: 'found UTF-16 text, expected UTF-8' };
  // Before the encoding: UTF-16 without a mark may be no UTF-8 either, and this says more.
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    return {
      row: firstLineWhere(bytes, (_, end) => nul < end),
      message:
        'found a NUL byte, expected text: the file is binary, or UTF-16 without a byte order mark',
    };
  }
  if (isUtf8(bytes)) return undefined;
  // No character but the line feed itself contains its byte, so lines can be checked one by one.
  const row = firstLineWhere(bytes, (start, end) => !isUtf8(bytes.subarray(start, end)));
  return { row, message: 'found bytes that are not UTF-8 text' };
}

/** @param test of the line from byte `start` to before byte `end`; the last line need not be tested */
function firstLineWhere(bytes: Uint8Array, test: (start: number, end: number) => boolean): number {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end === -1 || test(start, end)) return line;
    start = end + 1;
    line++;
  }
}

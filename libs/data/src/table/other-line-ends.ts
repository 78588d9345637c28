import { singleIssue } from '@lambda-forest/table';

/**
 * What ends lines in other programs: vertical tab, form feed, record separator, NEL (in Windows-1252 an ellipsis) and
 * the separators of Unicode.
 */
// oxlint-disable-next-line no-control-regex -- that is what is looked for
const OTHER_LINE_ENDS = /(?<=\S)[\v\f\u001e\u0085\u2026\u2028\u2029](?=\S)/;

/** @throws {DataValidationError} for the names of a text that was read as one line, and seems to be several */
export function refuseOtherLineEnds(source: string, header: readonly string[]): void {
  const end = otherLineEnd(header);
  if (end === undefined) return;
  const name = `U+${end.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  const message = `found a header without rows, expected at least one row: its names have ${name}, which ends lines in some programs`;
  throw singleIssue(source, { message }, 'End each line with LF, or CR and LF.');
}

/** It stands in every cell that ends one line and begins the next. */
function otherLineEnd(header: readonly string[]): string | undefined {
  const ends = [...header.keys()].filter((index) => OTHER_LINE_ENDS.test(header[index]!));
  const [width = 0] = ends; // from one to the next, and to the last cell
  const isRegular = width > 0 && ends.every((index, row) => index === (row + 1) * width);
  const isWhole = header.length - 1 - (ends.at(-1) ?? 0) === width;
  return isRegular && isWhole ? OTHER_LINE_ENDS.exec(header[width]!)?.[0] : undefined;
}

import { count, option, quote } from '@lambda-forest/text';
import { IssueList, singleIssue } from '@lambda-forest/table';
import { readDecimal } from '@lambda-forest/schema';

import { refuseOtherLineEnds } from './other-line-ends.ts';

/**
 * The names of the columns, trimmed: distinct, but for those that have none and are empty.
 *
 * @param cells of the first row
 * @param line where it starts
 * @throws {DataValidationError} for repeated names, and for a row of data in the header's place
 */
export function readHeader(
  cells: readonly string[],
  line: number,
  source: string,
): readonly string[] {
  const header = cells.map((cell) => cell.trim());
  if (isRowOfNumbers(header)) {
    throw singleIssue(
      source,
      {
        row: line,
        message: `found ${count(header.length, 'number')}, expected the names of the columns`,
      },
      'If the line is a row, put a line with the names of the columns above it.',
    );
  }
  const names = header.filter((name) => name !== '');
  const isNumbered = header.length === 2 && header[0] === '' && names.length === 1; // names of rows
  if (names.length < 2 && header.length > 1 && !isNumbered) {
    const found = names.length === 0 ? 'no name' : `the name ${quote(names[0]!)} alone`;
    const message = `found ${found} for ${count(header.length, 'column')}, expected one for each`;
    const is = names.length === 0 ? 'is blank' : 'is a title';
    throw singleIssue(
      source,
      { row: line, message },
      `If the line ${is}, leave it out with ${option('skip-rows')}=${line}, or with a larger number if the names are further down; else name every column.`,
    );
  }
  if (new Set(names).size < names.length) refuseOtherLineEnds(source, header);
  refuseRepeatedNames(header, source, line);
  return header;
}

/** @throws {DataValidationError} naming every name that several columns have; columns without one may be many */
export function refuseRepeatedNames(
  header: readonly string[],
  source: string,
  line?: number,
): void {
  const issues = new IssueList(source);
  const isText = line !== undefined;
  const remedy = isText
    ? `Give every column its own name; if the names are on a line below, leave out what is above it with ${option('skip-rows')}=${line}.`
    : 'Give every column its own name.';
  const numberOf = new Map<string, number>();
  for (const [i, name] of header.entries()) {
    const first = numberOf.get(name);
    if (name === '') continue; // left out, and reported with the other columns
    if (first === undefined) {
      numberOf.set(name, i + 1);
    } else {
      issues.add(
        {
          ...(isText && { row: line }),
          column: name,
          message: `found the name ${quote(name)} for columns ${first} and ${i + 1}, expected distinct names`,
        },
        remedy,
      );
    }
  }
  issues.throwIfAny();
}

/** Whole numbers alone may well be names (0, 1, 2 or 1999, 2000), but not with 5.1 among them, nor one of them twice. */
function isRowOfNumbers(header: readonly string[]): boolean {
  const numbers = header.map(readDecimal);
  return (
    numbers.every((number) => number !== undefined) &&
    (numbers.some((number) => !Number.isInteger(number)) || new Set(header).size < header.length)
  );
}

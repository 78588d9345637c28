import { count, printable, quote } from '@lambda-forest/text';

import type { DataIssue } from '../errors.ts';

/** An issue on one line, its place first: the file where there are several, the line, and the column in quotes. */
export function describeIssue({ source, row, column, message, alike = 0 }: DataIssue): string {
  const place = [
    source === undefined ? '' : printable(source),
    row === undefined ? '' : `line ${row}${alike > 0 ? ` and ${count(alike, 'more row')}` : ''}`,
    column === undefined ? '' : `column ${quote(column)}`,
  ].filter((part) => part !== '');
  return place.length === 0 ? message : `${place.join(', ')}: ${message}`;
}

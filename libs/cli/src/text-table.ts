import { printable } from '@lambda-forest/text';

import { wrap } from './wrap.ts';

/** Columns of numbers are easier to compare if their last digits are aligned. */
export type Alignment = 'left' | 'right';

/** A column of fewer letters is not wrapped: that would be harder to read. */
const LEAST_ROOM = 24;

/** How far a last column is indented that has its own lines. */
const BELOW = '      ';

/**
 * Lines of a table whose columns are aligned, two blanks apart, without trailing blanks.
 *
 * @param given cells as text, shown in one line each whatever is in them; rows may be shorter than the widest one
 * @param alignments one per column; `right` where none is given
 * @param width of the terminal: a last column to the left that goes beyond it continues below itself, or, where
 *   there is no room for that, below its row
 */
export function textTable(
  given: readonly (readonly string[])[],
  alignments: readonly Alignment[] = ['left'],
  width = Infinity,
): string[] {
  const rows = given.map((row) => row.map(printable));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const last = columns - 1;
  const indent = widths.slice(0, last).reduce((sum, each) => sum + each + 2, 0);
  const room = width - indent;
  const isWrapped = alignments[last] === 'left' && (room >= LEAST_ROOM || last > 0);
  return rows.flatMap((row) => {
    const line = widths
      .map((most, column) => {
        const cell = row[column] ?? '';
        return alignments[column] === 'left' ? cell.padEnd(most) : cell.padStart(most);
      })
      .join('  ')
      .trimEnd();
    if (!isWrapped || line.length <= width) return [line];
    if (room < LEAST_ROOM) {
      const below = wrap(row[last]!, width - BELOW.length).map((each) => BELOW + each);
      return [line.slice(0, indent).trimEnd(), ...below];
    }
    const [first, ...rest] = wrap(row[last]!, room);
    return [`${line.slice(0, indent)}${first}`, ...rest.map((each) => ' '.repeat(indent) + each)];
  });
}

import { printable } from '@lambda-forest/text';

/** Columns of numbers are easier to compare if their last digits are aligned. */
export type Alignment = 'left' | 'right';

/**
 * Lines of a table whose columns are aligned, two blanks apart, without trailing blanks.
 *
 * @param given cells as text, shown in one line each whatever is in them; rows may be shorter than the widest one
 * @param alignments one per column; `right` where none is given
 */
export function textTable(
  given: readonly (readonly string[])[],
  alignments: readonly Alignment[] = ['left'],
): string[] {
  const rows = given.map((row) => row.map(printable));
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? '';
        return alignments[column] === 'left' ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

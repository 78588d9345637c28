import { option, quote } from '@lambda-forest/text';

/** What may be meant to separate cells: no letter, digit, quote, or sign of a name or a number. */
const MARK = /[^\p{L}\p{M}\p{N}"'_.+-]/gu;
const pandas = (how: string) =>
  `convert them with python -c "import pandas; pandas.${how}.to_csv('table.csv', index=False)"`;

/**
 * What seems to separate the cells of lines that were read otherwise, with what to do about it: a clause that goes on
 * after a semicolon. Undefined if nothing does.
 *
 * @param lines as they are written, first that of the names
 */
export function describeSeparator(lines: readonly string[]): string | undefined {
  const [names = ''] = lines;
  if (lines.some((line) => / {2,}/.test(line.trim()))) {
    const cells = countCells(names, /\s+/);
    const isSame = cells > 1 && lines.every((line) => countCells(line, /\s+/) === cells);
    return isSame
      ? `if blanks separate the cells, ${pandas(String.raw`read_csv('FILE', sep=r'\s+')`)}`
      : `if the columns have fixed widths, ${pandas("read_fwf('FILE')")}`;
  }
  const marks = [...new Set(names.trim().match(MARK))].sort(
    (a, b) => Number(a === ' ') - Number(b === ' '),
  );
  const mark = marks.find((each) =>
    lines.every((line) => countCells(line, each) === countCells(names, each)),
  );
  if (mark === undefined) return undefined;
  const code = mark.charCodeAt(0);
  const spelled = code < 32 ? `$'\\x${code.toString(16).padStart(2, '0')}'` : quote(mark);
  return `if ${quote(mark)} separates the cells, say ${option('delimiter')}=${spelled}`;
}

function countCells(line: string, separator: string | RegExp): number {
  return line.trim().split(separator).length;
}

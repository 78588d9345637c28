import { option, quote } from '@lambda-forest/text';

import { pandasCommand } from '../pandas-command.ts';

/** What may be meant to separate cells: no letter, digit, quote, or sign of a name or a number. */
const MARK = /[^\p{L}\p{M}\p{N}\s"'_.+-]+|\s/gu;
/** What is more than itself in a pattern of Python. */
const SPECIAL = /[|*?$()[\]{}]/g;
/** And what a shell within double quotes takes for itself, or a bracket does. */
const CODED = /[\\`!^]/g;

/** What a shell takes for itself within double quotes. */
const SHELL = /[\\`$!]/;

/** What seems to separate cells: the clauses of a sentence with "if". */
export interface SeparatorGuess {
  readonly condition: string;
  /** What to do where that is so. */
  readonly remedy: string;
}

/**
 * What seems to separate the cells of lines that were read otherwise. Undefined if nothing does.
 *
 * @param lines as they are written, first that of the names
 */
export function guessSeparator(lines: readonly string[]): SeparatorGuess | undefined {
  const [names = ''] = lines;
  if (lines.some((line) => / {2,}/.test(line.trim()))) {
    const cells = countCells(names, /\s+/);
    const isSame = cells > 1 && lines.every((line) => countCells(line, /\s+/) === cells);
    return isSame
      ? byPandas('blanks separate the cells', String.raw`read_csv('FILE', sep=r'\s+')`)
      : byPandas('the columns have fixed widths', "read_fwf('FILE')");
  }
  const marks = [...new Set(names.trim().match(MARK))].sort(
    (a, b) => Number(a === ' ') - Number(b === ' '),
  );
  const mark = marks.find((each) =>
    lines.every((line) => countCells(line, each) === countCells(names, each)),
  );
  if (mark === undefined) return undefined;
  if (mark.length > 1) {
    const pattern = mark.replaceAll(SPECIAL, '[$&]').replaceAll(CODED, hexEscape);
    const read = `read_csv('FILE', sep=r'${pattern}', engine='python')`;
    return byPandas(`${quote(mark)} separates the cells`, read);
  }
  const spelled =
    mark < ' ' ? `$'${hexEscape(mark)}'` : SHELL.test(mark) ? `'${mark}'` : quote(mark);
  return {
    condition: `${quote(mark)} separates the cells`,
    remedy: `say ${option('delimiter')}=${spelled}`,
  };
}

/** As a shell and Python write a character of ASCII by its code. */
function hexEscape(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function byPandas(condition: string, read: string): SeparatorGuess {
  return { condition, remedy: `convert them with ${pandasCommand(read)}` };
}

function countCells(line: string, separator: string | RegExp): number {
  return line.trim().split(separator).length;
}

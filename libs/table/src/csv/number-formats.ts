import { otherMark, PLAIN_NUMBERS } from '@lambda-forest/schema';
import type { DecimalMark, CellFormat } from '@lambda-forest/schema';

import type { Dialect } from './dialect.ts';

/** Cells that commas separate have no decimal commas, unless in quotes, and where those are usual, semicolons are. */
const MARKS_BY_DELIMITER: Readonly<Partial<Record<string, DecimalMark>>> = { ',': '.', ';': ',' };

/**
 * How each column writes its numbers. What can be read in two ways is read where something says which, and is open
 * otherwise: then such cells are refused one by one. In this order it is said by
 *
 * 1. a person's choice;
 * 2. the column's own cells, and by those that were written alike in training: if most of them now have the other
 *    mark, so has this one, and if they are as they were, it is too;
 * 3. training, of a column that has as many cells with either mark; and of one that has none, unless the delimiter
 *    speaks against it: commas go with decimal points, semicolons with decimal commas;
 * 4. the other columns of the file, where training says nothing, for a file mostly has one decimal mark.
 *
 * @param trained how a column's numbers were written in training, or in a file before; open where it had no fraction
 */
export function numberFormats(
  { numbers = [], delimiter, isWhole }: Pick<Dialect, 'numbers' | 'delimiter' | 'isWhole'>,
  trained: (column: number) => CellFormat | undefined = () => undefined,
): (column: number) => CellFormat {
  const isComma = delimiter === ',';
  const shown = numbers.flatMap(({ isNumeric, decimal }) => (isNumeric ? (decimal ?? []) : []));
  const areMixed = new Set(shown).size > 1;
  const common = areMixed ? undefined : shown[0];
  const usual = numbers.length < 2 ? undefined : MARKS_BY_DELIMITER[delimiter];
  /** The mark that goes with the delimiter, if no column has the other one. */
  const expected = shown.every((mark) => mark === usual) ? usual : undefined;
  const known = numbers.map(({ isAsked }, column) => {
    const before = isAsked ? undefined : trained(column);
    return before?.isOpen === true ? (isComma ? PLAIN_NUMBERS : undefined) : before;
  });
  /** By how many the columns that had this mark in training and have the other one outnumber those that still have it. */
  const changes = { '.': 0, ',': 0 };
  for (const [column, { decimal, isNumeric }] of numbers.entries()) {
    const before = known[column]?.decimal;
    if (before && decimal && isNumeric) changes[before] += before === decimal ? -1 : 1;
  }

  const formats = numbers.map((one, column): CellFormat => {
    const { decimal, thousands, doubtful, isFixed, isTied } = one;
    const before = known[column];
    if (before && (isTied || before.decimal === decimal)) return before;
    const change = before && changes[before.decimal];
    const isChanged = (change ?? 0) > 0;
    const mark = decimal ?? (isChanged ? otherMark(before!.decimal) : before ? undefined : common);
    const isOther = mark && !decimal && doubtful && doubtful !== mark;
    // Semicolons go with decimal commas: there 1,500 beside 0.5 may still be one and a half.
    const isHalf = isOther && doubtful === ',' && delimiter === ';';
    let isSure = isComma && (doubtful ? isFixed : isWhole);
    if (mark) isSure = !isHalf && (!before || isChanged || mark === expected);
    else if (before) {
      const against = isComma ? otherMark(before.decimal) : before.thousands;
      const isAgainst = expected && expected === against;
      if (!isAgainst && !(areMixed && change === 0)) return before;
      isSure = false;
    }
    return {
      decimal: mark ?? '.',
      thousands: isOther && !isHalf ? doubtful : thousands,
      isOpen: isSure ? undefined : true,
    };
  });
  return (column) => formats[column] ?? PLAIN_NUMBERS;
}

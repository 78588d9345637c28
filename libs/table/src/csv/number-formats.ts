import { PLAIN_NUMBERS } from '@lambda-forest/schema';
import type { DecimalMark, NumberFormat, ThousandsMark } from '@lambda-forest/schema';

import type { Dialect } from './dialect.ts';
import type { NumberEvidence } from './number-evidence.ts';

/**
 * How each column writes its numbers.
 *
 * A person's choice decides; then the way in which training read the column, unless most columns of the file are
 * written in another; then its own cells; then the other columns, for a file mostly has one decimal mark. What stays
 * open is not read: 1,500 is no plain number, and 1.500 is one only in a table separated by commas whose numbers all
 * have three decimals.
 *
 * @param recorded how a column's numbers were written in training, or in a file before
 */
export function numberFormats(
  { numbers, delimiter }: Pick<Dialect, 'numbers' | 'delimiter'>,
  recorded: (column: number) => NumberFormat | undefined = () => undefined,
): (column: number) => NumberFormat {
  if (numbers === undefined) return () => PLAIN_NUMBERS;
  const common = commonMark(numbers);
  const isOther = isOtherDialect(numbers, recorded);
  const hasNoCommas = isWithoutCommas(numbers, delimiter);
  const formats = numbers.map((found, column): NumberFormat => {
    const known = isOther || found.isAsked ? undefined : recorded(column);
    if (known !== undefined) return hasNoCommas && known.decimal === ',' ? PLAIN_NUMBERS : known;
    const { decimal, thousands, doubtful, isFixed } = found;
    if (decimal !== undefined) return formatOf(decimal, thousands);
    if (doubtful === undefined) return formatOf(common ?? '.', thousands);
    if (common === doubtful) return formatOf(common);
    // Semicolons go with decimal commas: there 1,500 beside 0.5 may still be one and a half.
    if (common !== undefined && (doubtful === '.' || delimiter !== ';')) {
      return formatOf(common, doubtful);
    }
    return formatOf(doubtful === ',' || (delimiter === ',' && isFixed) ? '.' : ',');
  });
  return (column) => formats[column] ?? PLAIN_NUMBERS;
}

function formatOf(decimal: DecimalMark, thousands?: ThousandsMark): NumberFormat {
  return thousands === undefined ? { decimal } : { decimal, thousands };
}

/** The decimal mark of the columns of numbers that have one, if it is the same in all. */
function commonMark(evidence: readonly NumberEvidence[]): DecimalMark | undefined {
  const marks = new Set(
    evidence.flatMap(({ isNumeric, decimal }) => (isNumeric ? (decimal ?? []) : [])),
  );
  return marks.size === 1 ? [...marks][0] : undefined;
}

/** Whether cells cannot have decimal commas: what separates them is a comma, and none is quoted. */
function isWithoutCommas(evidence: readonly NumberEvidence[], delimiter: string): boolean {
  const hasComma = ({ decimal, thousands, doubtful }: NumberEvidence) =>
    decimal === ',' || thousands === ',' || doubtful === ',';
  return delimiter === ',' && evidence.length > 1 && !evidence.some(hasComma);
}

/** Whether most columns write numbers otherwise than they did in training. */
function isOtherDialect(
  evidence: readonly NumberEvidence[],
  recorded: (column: number) => NumberFormat | undefined,
): boolean {
  let other = 0;
  for (const [column, { decimal, isNumeric }] of evidence.entries()) {
    const known = isNumeric ? recorded(column) : undefined;
    if (known !== undefined && decimal !== undefined) other += known.decimal === decimal ? -1 : 1;
  }
  return other > 0;
}

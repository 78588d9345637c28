import { printable } from '@lambda-forest/text';

import type { DateFormat } from './date-time.ts';
import type { InputColumn } from './input-columns.ts';

/** Longer lists of levels, and longer levels, are cut. */
const MAX_LEVELS = 12;
const MAX_CHARACTERS = 40;

const DATE_EXAMPLES: Readonly<Record<DateFormat, string>> = {
  iso: '2024-07-31',
  dmy: '31/07/2024',
  mdy: '07/31/2024',
};

/** What a cell of dates should be, in words. */
export function describeDate(format: DateFormat): string {
  return `a date like ${DATE_EXAMPLES[format]}, with or without a time`;
}

/** What a column takes, in words: for a message that goes on from "expected". */
export function describeExpected(column: InputColumn): string {
  if (column.kind === 'numeric') return 'a number';
  if (column.kind === 'datetime') return describeDate(column.format);
  const { boolean, levels } = column.feature;
  if (boolean === true) return 'true or false';
  const shown = levels.slice(0, MAX_LEVELS).map(quoted).join(', ');
  const rest = levels.length - MAX_LEVELS;
  return `one of ${shown}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function quoted(level: string): string {
  const characters = Array.from(level);
  const isLong = characters.length > MAX_CHARACTERS;
  const text = isLong ? `${characters.slice(0, MAX_CHARACTERS).join('')}…` : level;
  return printable(JSON.stringify(text));
}

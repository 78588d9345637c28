import { enumerate, quote } from '@lambda-forest/text';

import { isPeriod } from './date-time.ts';
import type { DateFormat } from './date-time.ts';
import type { InputColumn } from './input-columns.ts';

const DATE_EXAMPLES: Readonly<Record<DateFormat, string>> = {
  iso: '2024-07-31',
  dmy: '31/07/2024',
  mdy: '07/31/2024',
  month: '2024-07',
  quarter: '2024-Q3',
};

/** What a cell of dates should be, in words. */
export function describeDate(format: DateFormat): string {
  const like = `like ${DATE_EXAMPLES[format]}`;
  return isPeriod(format)
    ? `a ${format} ${like}, or a day like ${DATE_EXAMPLES.iso}`
    : `a date ${like}, with or without a time`;
}

/** What a column takes, in words: for a message that goes on from "expected". */
export function describeExpected(column: InputColumn): string {
  if (column.kind === 'numeric') return 'a number';
  if (column.kind === 'datetime') return describeDate(column.format);
  if (column.kind === 'text') return 'a text';
  if (column.kind === 'categorical' && column.feature.boolean === true) return 'true or false';
  return `one of ${enumerate(column.known.map(quote))}`;
}

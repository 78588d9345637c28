/** Numbers as the page shows them: short, the same in every language of the browser. */

const SIGNIFICANT_DIGITS = 5;
/** Numbers of up to this many digits are not grouped, as years are not. */
const MAX_UNGROUPED_DIGITS = 4;
const DIGIT_GROUPS = /\B(?=(\d{3})+$)/g;

/** With at most five significant digits, all of the whole part's; from 10,000 on, thousands stand apart. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e12)) return value.toExponential(3);
  const wholeDigits = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1;
  const text = value.toFixed(Math.max(0, SIGNIFICANT_DIGITS - wholeDigits));
  const [whole = '', fraction = ''] = text.split('.');
  const kept = fraction.replace(/0+$/, '');
  const isLong = whole.replace('-', '').length > MAX_UNGROUPED_DIGITS;
  return (isLong ? whole.replace(DIGIT_GROUPS, '\u202f') : whole) + (kept === '' ? '' : `.${kept}`);
}

/** A share from 0 to 1 in percent, with one digit after the point. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}\u202f%`;
}

/** Where a value lies between two others: from 0 to 1, cut to them. */
export function shareOf(value: number, low: number, high: number): number {
  return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
}

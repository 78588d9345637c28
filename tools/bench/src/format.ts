import { formatInteger } from '@lambda-forest/text';

/** Shown in place of a number that is missing. */
export const NOTHING = '-';

/** Three significant digits without an exponent: 0.00152, 1.31, 29.9, 128. */
export function threeDigits(value: number | undefined): string {
  if (value === undefined) return NOTHING;
  if (value === 0) return '0';
  const decimals = Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toFixed(decimals);
}

/** Four decimals: 0.9678. */
export function fourDecimals(value: number | undefined): string {
  return value === undefined ? NOTHING : value.toFixed(4);
}

/** Whole megabytes of 1,000,000 bytes. */
export function megabytes(bytes: number | undefined): string {
  return bytes === undefined ? NOTHING : formatInteger(Math.round(bytes / 1e6));
}

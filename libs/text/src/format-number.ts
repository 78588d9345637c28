/** `1234567` as `1,234,567`. */
export function formatInteger(value: number): string {
  return value.toLocaleString('en-US');
}

/** A quantity of any size with six significant digits, without zeros at the end: `0.1`, `1234.57`, `1.5e-7`. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

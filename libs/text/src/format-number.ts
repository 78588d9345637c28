/** `1234567` as `1,234,567`. By hand, because a process that asks for a language loads its data, which takes 10 ms. */
export function formatInteger(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A quantity of any size with six significant digits, without zeros at the end: `0.1`, `1234.57`, `1.5e-7`. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** `1234567` as `1,234,567`. By hand, because a process that asks for a language loads its data, which takes 10 ms. */
export function formatInteger(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/**
 * A quantity of any size with six significant digits, or all before the point, and without zeros behind it: `0.1`,
 * `1234.57`, `12345678`, `1.5e-7`.
 */
export function formatNumber(value: number): string {
  const wholeDigits = String(Math.trunc(Math.abs(value))).length;
  return String(Number(value.toPrecision(Math.max(6, Math.abs(value) < 1e21 ? wholeDigits : 0))));
}

/** A share or a score. @param value null where it is not defined */
export function fourDecimals(value: number | null): string {
  return value === null ? 'not defined' : value.toFixed(4);
}

/**
 * An estimate with its standard error, both with as many decimals as two digits of the error need:
 * `0.0319 ± 0.0072`.
 */
export function formatEstimate(value: number, standardError: number): string {
  const decimals = 1 - Math.floor(Math.log10(standardError));
  if (!(decimals <= 12)) return `${formatNumber(value)} ± ${formatNumber(standardError)}`;
  const fixed = (number: number): string => number.toFixed(Math.max(0, decimals));
  return `${fixed(value)} ± ${fixed(standardError)}`;
}

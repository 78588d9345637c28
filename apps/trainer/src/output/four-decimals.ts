/** A share or a score, for a person. */
export function fourDecimals(value: number | null): string {
  return value === null ? 'not defined' : value.toFixed(4);
}

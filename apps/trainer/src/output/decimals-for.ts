/** How many decimals show quantities of one unit, the largest of which then has six significant digits. */
export function decimalsFor(...quantities: readonly number[]): number {
  const largest = Math.max(...quantities.map(Math.abs));
  const decimals = largest > 0 ? 5 - Math.floor(Math.log10(largest)) : 0;
  return Math.min(Math.max(decimals, 0), 100);
}

/** The number of bits that the numbers 0 to `count - 1` need. @param count 0 to 2 ** 32 */
export function bitsFor(count: number): number {
  return count <= 1 ? 0 : 32 - Math.clz32(count - 1);
}

/** The smallest multiple of 8 that is not below `offset`: where the next section starts. */
export function alignSection(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}

const bits = new BigUint64Array(1);
const double = new Float64Array(bits.buffer);

/** One more than the bits of the largest finite double: those of Infinity. */
const END = 0x7ff0_0000_0000_0000n;

/**
 * The largest double for which `holds`, which holds of no number above one of which it does not: Infinity if it holds of
 * all finite numbers, -Infinity if of none. Doubles of one sign are ordered as their bits, so that 64 questions suffice.
 */
export function largestWhere(holds: (number: number) => boolean): number {
  if (holds(Number.MAX_VALUE)) return Infinity;
  let low = -END;
  let high = END;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (holds(doubleAt(middle))) low = middle;
    else high = middle;
  }
  return doubleAt(low);
}

/** Number of a double in ascending order: 0 is the 0th, for both signs. */
function doubleAt(rank: bigint): number {
  bits[0] = rank < 0n ? -rank : rank;
  return rank < 0n ? -double[0]! : double[0]!;
}

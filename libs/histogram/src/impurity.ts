import { log2 } from './log2.ts';

/**
 * A criterion needs only one number of a set of samples: the sum of `term` over the weights of its classes.
 *
 *   gini      term(c) = c^2           weight * gini    = weight - sum / weight
 *   entropy   term(c) = c log2 c      weight * entropy = term(weight) - sum
 *
 * Adding or removing a sample changes one class's term, so the cost does not depend on how many classes
 * there are. With whole counts squares are exact, and entropy's terms are rounded to a step that makes their
 * sums exact too: then a sum does not depend on the order of its parts.
 */
export type Term = (weight: number) => number;

export function square(weight: number): number {
  return weight * weight;
}

/** For weights that are not whole numbers. */
export function weightTimesLog(weight: number): number {
  return weight > 0 ? weight * log2(weight) : 0;
}

/**
 * Entropy's terms of 0 to `total`, rounded to the finest power of two whose multiples add up exactly: sums of
 * terms stay below that of the total.
 *
 * @param total samples in the largest bag
 * @returns length total + 1
 */
export function countTerms(total: number): Float64Array {
  const bits = Math.ceil(log2(Math.max(2, weightTimesLog(total))));
  const steps = 2 ** (52 - bits);
  return Float64Array.from({ length: total + 1 }, (_, count) =>
    count < 2 ? 0 : Math.round(count * log2(count) * steps) / steps,
  );
}

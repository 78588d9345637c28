import { largestFloat32Below } from '@lambda-forest/forest';

import { largestWhere } from '../largest-where.ts';

/** The threshold that decides on a source's value what a test decides on what the graph makes of it. */
export interface Folded {
  /** The largest value that is decided as the least is. */
  readonly threshold: number;
  /** Whether the least passes. */
  readonly lowPasses: boolean;
}

/**
 * @param passes changes at most once from the least value to the largest, as a test of a monotone function does
 * @param isFloat whether the source's values are float32
 */
export function foldThreshold(passes: (value: number) => boolean, isFloat: boolean): Folded {
  const lowPasses = passes(-Infinity);
  const threshold = largestWhere((value) => passes(value) === lowPasses);
  const float = Math.fround(threshold);
  if (!isFloat || float === threshold) return { threshold, lowPasses };
  return { threshold: float > threshold ? largestFloat32Below(float) : float, lowPasses };
}

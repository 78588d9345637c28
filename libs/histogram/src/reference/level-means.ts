import type { Samples } from './node.ts';

/**
 * The order of levels in a regression: the mean of their values.
 *
 * @param codes length n: the level of each sample
 * @param values length n: weight times value of each
 */
export function levelMeans(
  codes: Uint16Array,
  values: Float64Array,
  { weights }: Samples,
): (code: number) => number {
  const levels = new Map<number, { weight: number; sum: number }>();
  codes.forEach((code, i) => {
    const level = levels.get(code) ?? { weight: 0, sum: 0 };
    level.weight += weights[i]!;
    level.sum += values[i]!;
    levels.set(code, level);
  });
  return (code) => levels.get(code)!.sum / levels.get(code)!.weight;
}

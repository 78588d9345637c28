import { levelSignal } from './level-signal.ts';
import type { LevelOrder } from './level-signal.ts';
import type { Samples } from './node.ts';

/**
 * The order of levels in a regression: the mean of their values.
 *
 * @param codes length n: the level of each sample
 * @param deviations length n: weight times (value - the node's mean) of each
 */
export function levelMeans(
  codes: Uint16Array,
  deviations: Float64Array,
  { weights }: Samples,
): LevelOrder {
  const levels = new Map<number, { weight: number; sum: number }>(); // in order of first appearance
  let squares = 0;
  let total = 0;
  codes.forEach((code, i) => {
    const level = levels.get(code) ?? { weight: 0, sum: 0 };
    level.weight += weights[i]!;
    level.sum += deviations[i]!;
    levels.set(code, level);
    squares += deviations[i]! * deviations[i]!;
    total += weights[i]!;
  });
  let between = 0;
  for (const { weight, sum } of levels.values()) between += (sum * sum) / weight;
  return {
    answerOf: (code) => levels.get(code)!.sum / levels.get(code)!.weight,
    signal: levelSignal(levels.size, between, squares / total),
  };
}

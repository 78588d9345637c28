import type { Schema, StatisticSource } from '@lambda-forest/schema';

import type { LevelSums } from './level-sums.ts';
import type { Smoothing } from './smoothing.ts';

/** The digits that are kept of a statistic: its rounding is at most this share of the target's deviation. */
const PRECISION_DIGITS = 4;

/** The numbers that the levels of a column become. */
export interface LevelNumbers {
  /** One list for each of `statisticsOf`, in their order: a number per level. */
  readonly values: readonly Float64Array[];
  /** Of a level without rows: one number for each of the lists. */
  readonly unseen: readonly number[];
  /** Length levelCount: the weight of a level's rows. */
  readonly weights: Float64Array;
}

/** The features that a column of names becomes: what the target is on the average of a name's rows, and how many they are. */
export function statisticsOf(
  schema: Schema,
  column: string,
): readonly [...StatisticSource[], StatisticSource] {
  const count = { column, statistic: 'count' } as const;
  if (schema.task === 'regression') return [{ column, statistic: 'mean' }, count];
  const shares = sharesOf(schema.target.classes.length).map((index) => ({
    column,
    statistic: 'share' as const,
    class: schema.target.classes[index]!,
  }));
  return [...shares, count];
}

/** Of two classes the share of the first is what is left. */
function sharesOf(outputs: number): readonly number[] {
  const all = Array.from({ length: outputs }, (_, output) => output);
  return outputs === 2 ? [1] : all;
}

/**
 * @param center the number that `sums` of a quantity leave out
 * @param deviation of the target, by which numbers are rounded
 */
export function levelNumbers(
  { outputs, weights, sums }: LevelSums,
  { prior, strength }: Smoothing,
  center: number,
  deviation: number,
): LevelNumbers {
  const round = rounding(deviation);
  const used = sharesOf(outputs);
  const means = used.map((output) => {
    const mean = (weight: number, level: number) => {
      const share = weight === 0 ? 0 : weight / (weight + strength); // strength may be 0, or Infinity
      const own = sums[level * outputs + output]! / (weight || 1);
      return round(center + prior[output]! + share * (own - prior[output]!));
    };
    return weights.map(mean);
  });
  // Where names say nothing, common ones say no more than rare ones.
  const counts = weights.map(strength === Infinity ? () => 0 : rounding(1));
  return {
    values: [...means, counts],
    unseen: [...used.map((output) => round(center + prior[output]!)), 0],
    weights,
  };
}

/** Rounds to so many decimals as make a difference: the numbers of all levels are in the model's file. */
function rounding(deviation: number): (value: number) => number {
  const digits = PRECISION_DIGITS - Math.floor(Math.log10(deviation));
  if (!(Math.abs(digits) <= 300)) return (value) => value;
  const step = 10 ** digits;
  return (value) => Math.round(value * step) / step + 0; // JSON has no -0
}

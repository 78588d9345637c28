/**
 * Turns the codes of one feature into groups, the units between which a node may be split: `group g and those
 * before it go left` is one candidate for each g.
 */
import type { BinnedFeature, NumericBins } from '../binned-table.ts';
import type { GrowthLimits } from '../growth.ts';
import type { Xoshiro128 } from '../random/xoshiro128.ts';
import type { LevelOrder } from './level-signal.ts';

export interface Grouping {
  /** Groups are 0 to groupCount - 1; some may be empty. */
  readonly groupCount: number;
  /** One entry a sample: its group, or NO_GROUP for a missing value whose side is tried both ways. */
  readonly groups: Int32Array;
  readonly missingCount: number;
  /** The share of a split's gain that counts when features are compared. Absent: all of it. */
  readonly signal?: number;
  /** The rule that sends the groups up to `last` left. */
  ruleFor(last: number): NumericRule | CategoricalRule;
}

/** Codes up to `cut` go left. */
interface NumericRule {
  readonly kind: 'numeric';
  readonly cut: number;
}

/** The node's levels that go left and right; the missing code may be among them. */
interface CategoricalRule {
  readonly kind: 'categorical';
  readonly left: ReadonlySet<number>;
  readonly right: ReadonlySet<number>;
}

export const NO_GROUP = -1;

/**
 * Ranks in their order. A large node with many of them combines them by dropping low bits, as few
 * as needed, counted from the node's smallest; a random splitter combines the codes on either side of one
 * number drawn evenly between the node's smallest and largest value.
 *
 * @returns undefined for a feature that is constant here
 */
export function groupNumeric(
  bins: NumericBins,
  codes: Uint16Array,
  limits: GrowthLimits,
  random: Xoshiro128,
): Grouping | undefined {
  const real = codes.filter((code) => code !== bins.codeCount);
  const missingCount = codes.length - real.length;
  if (real.length === 0) return undefined;
  const low = real.reduce((a, b) => Math.min(a, b));
  const high = real.reduce((a, b) => Math.max(a, b));
  if (low === high && missingCount === 0) return undefined;

  const group = (of: (code: number) => number) =>
    Int32Array.from(codes, (code) => (code === bins.codeCount ? NO_GROUP : of(code)));
  if (limits.splitter === 'random' && low < high) {
    const cut = drawCut(bins, low, high, random);
    const groups = group((code) => (code > cut ? 1 : 0));
    const ruleFor = (last: number): NumericRule => ({
      kind: 'numeric',
      cut: last === 0 ? cut : high,
    });
    return { groupCount: 2, groups, missingCount, ruleFor };
  }
  let shift = 0;
  if (codes.length > limits.exactSamples) {
    while ((high - low) >>> shift >= limits.maxBins) shift++;
  }
  return {
    groupCount: ((high - low) >>> shift) + 1,
    groups: group((code) => (code - low) >>> shift),
    missingCount,
    ruleFor: (last) => ({
      kind: 'numeric',
      cut: Math.min(high, low + ((last + 1) << shift) - 1),
    }),
  };
}

/** The largest code below `high` whose values are at most a number drawn between the two codes' values. */
function drawCut({ maxima }: NumericBins, low: number, high: number, random: Xoshiro128): number {
  const from = maxima[low]!;
  const drawn = from + random.fraction() * (maxima[high]! - from);
  let first = low; // bisect: codes up to `first` are at most `drawn`
  let last = high - 1;
  while (first < last) {
    const middle = (first + last + 1) >>> 1;
    if (maxima[middle]! <= drawn) first = middle;
    else last = middle - 1;
  }
  return first;
}

/**
 * Levels in the order of their answers; a missing value is one more level. For two classes and for
 * regression the best subset is always among the prefixes of that order (Breiman et al. 1984, section 4.2;
 * Fisher 1958).
 *
 * Equal answers are ordered by code.
 */
export function groupCategorical(
  bins: BinnedFeature,
  codes: Uint16Array,
  { answerOf, signal }: LevelOrder,
  limits: GrowthLimits,
  random: Xoshiro128,
): Grouping | undefined {
  const present = [...new Set(codes)].map((code) => ({ code, answer: answerOf(code) }));
  if (present.length < 2 || codes.every((code) => code === bins.codeCount)) return undefined;
  const order = present
    .sort((a, b) => a.answer - b.answer || a.code - b.code)
    .map(({ code }) => code);
  const place = new Map(order.map((code, at) => [code, at]));
  const isRandom = limits.splitter === 'random';
  const cut = isRandom ? random.below(order.length - 1) : 0;
  return {
    groupCount: isRandom ? 2 : order.length,
    groups: Int32Array.from(codes, (code) => {
      const at = place.get(code)!;
      return isRandom ? Number(at > cut) : at;
    }),
    missingCount: 0,
    signal,
    ruleFor: (last) => {
      const length = (isRandom ? cut : last) + 1;
      return {
        kind: 'categorical',
        left: new Set(order.slice(0, length)),
        right: new Set(order.slice(length)),
      };
    },
  };
}

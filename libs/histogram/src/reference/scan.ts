import { NO_GROUP } from './grouping.ts';
import type { Grouping } from './grouping.ts';

/** The sums on the two sides of a split while its place moves. */
export interface Sides {
  /** Everything goes right. */
  start(): void;
  /** These samples, indices into the node's, go left, as one group. */
  moveLeft(samples: readonly number[]): void;
  /** The score of a split here; larger is better, NaN and -Infinity never win. */
  score(): number;
}

/** A place at which a feature can be split. */
export interface Place {
  readonly score: number;
  /** The last group that goes left. */
  readonly last: number;
  /** Undefined if the feature has no missing values here. */
  readonly missingLeft: boolean | undefined;
}

/**
 * Moves group after group to the left, first with the missing values on the right, then with them on the left,
 * and keeps the first of the best places.
 *
 * @param counts how often each sample counts
 * @param bestSoFar only a higher score is kept
 */
export function scan(
  grouping: Grouping,
  counts: Uint16Array,
  minSamplesLeaf: number,
  sides: Sides,
  bestSoFar: number,
): Place | undefined {
  const { groupCount, groups, missingCount } = grouping;
  const members: number[][] = Array.from({ length: groupCount }, () => []);
  const missing: number[] = [];
  groups.forEach((group, sample) => (group === NO_GROUP ? missing : members[group]!).push(sample));
  const count = (samples: readonly number[]) => samples.reduce((sum, i) => sum + counts[i]!, 0);
  const total = counts.reduce((sum, one) => sum + one, 0);

  let best: Place | undefined;
  for (const missingLeft of missingCount > 0 ? [false, true] : [undefined]) {
    sides.start();
    let left = 0;
    if (missingLeft === true) {
      sides.moveLeft(missing);
      left += count(missing);
    }
    for (const [last, samples] of members.entries()) {
      if (samples.length === 0) continue;
      sides.moveLeft(samples);
      left += count(samples);
      if (left < minSamplesLeaf) continue;
      if (left === total || total - left < minSamplesLeaf) break;
      const score = sides.score();
      if (score > (best?.score ?? bestSoFar)) best = { score, last, missingLeft };
    }
  }
  return best;
}

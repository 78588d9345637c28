import { LARGEST_ZERO, largestBelow } from '@lambda-forest/forest';
import type { Split } from '@lambda-forest/forest';

import { damaged, ForeignModelError } from '../errors.ts';
import type { ForeignNode } from '../preorder.ts';
import { leavesOf } from './linear-leaves.ts';
import { numbersOf, wholeOf } from './model-text.ts';
import type { Members } from './model-text.ts';

/** Bits of decision_type (include/LightGBM/tree.h). */
const CATEGORICAL = 1;
const DEFAULT_LEFT = 2;
const MISSING_SHIFT = 2;

/** Words of 32 categories: as many as a feature may have. */
const MAX_SET_WORDS = 2_048;

const MISSING = ['none', 'zero', 'nan'] as const;

export interface LightgbmTree {
  /** Splits first, then leaves, as LightGBM numbers them: leaf l is node splits + l. */
  readonly count: number;
  /** @param levelCounts of each feature; 0 for those that are compared */
  readonly nodeAt: (index: number, levelCounts: readonly number[]) => ForeignNode;
  /** Features that are split by categories, with the largest category that goes left at one of them, plus one. */
  readonly categories: ReadonlyMap<number, number>;
  /** Features that leaves multiply, of all leaves. */
  readonly leafFeatures: Float64Array;
  /** Rows of all leaves, if they are counted. */
  readonly rows: number | undefined;
}

/**
 * @param featureCount of the model
 * @throws {ForeignModelError}
 */
export function readTree(members: Members, featureCount: number, where: string): LightgbmTree {
  const leaves = wholeOf(members, 'num_leaves');
  if (leaves < 1) throw damaged(`Found no leaf in ${where}, expected at least one.`);
  const splits = leaves - 1;
  const { leaves: answers, features: leafFeatures } = leavesOf(
    members,
    leaves,
    featureCount,
    where,
  );
  const of = (key: string) =>
    splits === 0 ? new Float64Array(0) : numbersOf(members, key, splits);
  const features = of('split_feature');
  const thresholds = of('threshold');
  const decisions = of('decision_type');
  const left = of('left_child');
  const right = of('right_child');
  const sets = categorySets(members, where);

  const setAt = (split: number): number[] => {
    const set = sets[thresholds[split]!];
    if (set === undefined)
      throw damaged(
        `Found the category set ${thresholds[split]} in ${where}, expected one of ${sets.length}.`,
      );
    return set;
  };
  const splitOf = (split: number, levelCounts: readonly number[]): Split => {
    const feature = features[split]!;
    const decision = decisions[split]!;
    if ((decision & CATEGORICAL) !== 0) {
      // A missing value, a negative or an unknown one goes right.
      return {
        feature,
        missingLeft: false,
        levels: setAt(split),
        levelCount: levelCounts[feature] ?? 0,
      };
    }
    const threshold = thresholds[split]!;
    if (Number.isNaN(threshold)) throw damaged(`Found a threshold of ${where} that is no number.`);
    const missing = MISSING[decision >> MISSING_SHIFT];
    if (missing === undefined) throw damaged(`Found decision_type ${decision} in ${where}.`);
    // Where nothing was missing in training, a missing value counts as 0.
    const missingLeft = missing === 'none' ? threshold >= 0 : (decision & DEFAULT_LEFT) !== 0;
    return {
      feature,
      missingLeft,
      threshold: besideZero(threshold),
      zeroMissing: missing === 'zero',
    };
  };
  const child = (number: number) => (number < 0 ? splits - number - 1 : number);
  const categories = new Map<number, number>();
  decisions.forEach((decision, split) => {
    if ((decision & CATEGORICAL) === 0) return;
    const most = (setAt(split).at(-1) ?? -1) + 1;
    categories.set(features[split]!, Math.max(most, categories.get(features[split]!) ?? 0));
  });
  const counts =
    members.has('leaf_count') && members.get('leaf_count') !== ''
      ? numbersOf(members, 'leaf_count', leaves)
      : undefined;
  const rows = counts?.reduce((sum, each) => sum + each, 0);
  return {
    count: splits + leaves,
    categories,
    leafFeatures,
    rows: rows !== undefined && Number.isSafeInteger(rows) ? rows : undefined,
    nodeAt: (index, levelCounts) =>
      index >= splits
        ? answers[index - splits]!
        : {
            split: splitOf(index, levelCounts),
            left: child(left[index]!),
            right: child(right[index]!),
          },
  };
}

/** Before it predicts, LightGBM takes numbers that are nearly 0 for 0: all of them are on its side of a threshold. */
function besideZero(threshold: number): number {
  if (Math.abs(threshold) > LARGEST_ZERO) return threshold;
  return threshold >= 0 ? LARGEST_ZERO : largestBelow(-LARGEST_ZERO);
}

/** Sets of 32 categories a word, each from its boundary to the next. */
function categorySets(members: Members, where: string): number[][] {
  const count = wholeOf(members, 'num_cat');
  if (count === 0) return [];
  const boundaries = numbersOf(members, 'cat_boundaries', count + 1);
  const words = numbersOf(members, 'cat_threshold', boundaries.at(-1)!);
  return Array.from({ length: count }, (_, set) => {
    const start = boundaries[set]!;
    const end = boundaries[set + 1]!;
    if (!(start >= 0 && start <= end && end <= words.length))
      throw damaged(`Found category sets of ${where} that do not follow each other.`);
    if (end - start > MAX_SET_WORDS) {
      throw new ForeignModelError(
        `Found categories with codes up to ${32 * (end - start) - 1} in ${where}, expected codes below ${32 * MAX_SET_WORDS}.`,
        'Number the categories from 0, and put rare ones together before training.',
      );
    }
    const levels: number[] = [];
    words.subarray(start, end).forEach((word, w) => {
      for (let bit = 0; bit < 32; bit++) if (((word >>> bit) & 1) === 1) levels.push(32 * w + bit);
    });
    return levels;
  });
}

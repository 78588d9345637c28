import { treeCount } from '@lambda-forest/forest';
import type { IntervalWidth } from '@lambda-forest/schema';
import { constantWidth, outOfBagWidth } from '@lambda-forest/training';
import type { FitResult, FoldResult } from '@lambda-forest/training';

import { sampleRows } from '../report/sample-rows.ts';
import type { Division } from './split-data.ts';

/** Enough to know a share to one in a hundred. */
const MAX_ROWS = 2_000;

/** With fewer, those that leave a row out are too few to stand for the forest: intervals would be far too wide. */
const FEWEST_TREES = 30;

/**
 * How wide the intervals of a model of quantities have to be. Rows out of a tree's bag stand for new ones only if rows
 * were held out at random; otherwise, and without bags or with few trees, those of the cross-validation do, which hold
 * out whole groups and later rows as the test does.
 *
 * @param folds answers of the cross-validation; undefined after a search
 * @returns undefined for classes, and where no rows or too few are left
 */
export function measureInterval(
  { kind, split }: Division,
  { forest, dataset, bagOf }: FitResult,
  folds: readonly FoldResult[] | undefined,
  seed: number,
): IntervalWidth | undefined {
  if (dataset.task === 'classification') return undefined;
  const isRandom = kind !== 'group' && kind !== 'time';
  const isLarge = treeCount(forest) >= FEWEST_TREES;
  if (bagOf !== undefined && isRandom && (isLarge || folds === undefined)) {
    return outOfBagWidth(forest, dataset, sampleRows(split.train, MAX_ROWS, seed), bagOf);
  }
  return constantWidth(
    Float64Array.from(
      folds?.flatMap(({ validation, scores }) =>
        Array.from(validation, (row, i) => dataset.target[row]! - scores[i]!),
      ) ?? [],
    ),
  );
}

import { count, option } from '@lambda-forest/text';
import { singleIssue } from '@lambda-forest/table';

import type { Fold, FoldOptions } from './fold-rows.ts';
import { seededRandom, shuffle } from './random.ts';
import { partition, THE_DATASET } from './split-rows.ts';
import type { Split, SplitOptions } from './split-rows.ts';

/**
 * Holds out whole groups, drawn at random until they have testSize of the rows: no group has rows on both sides.
 *
 * @param groups per row, the number of its group
 * @throws {DataValidationError} for fewer than two groups
 */
export function splitByGroup(
  groups: Uint32Array,
  { testSize, seed, source = THE_DATASET }: SplitOptions,
): Split {
  const sizes = sizesOf(groups);
  const order = Uint32Array.from(sizes.keys());
  if (order.length < 2) {
    throw singleIssue(
      source,
      { message: `found ${count(order.length, 'group')}, expected at least two` },
      `Name another column with ${option('group-column')}.`,
    );
  }
  shuffle(order, seededRandom(seed));
  const wanted = testSize * groups.length;
  const held = new Set<number>();
  let rows = 0;
  for (const group of order) {
    if (rows >= wanted || held.size === order.length - 1) break;
    held.add(group);
    rows += sizes.get(group)!;
  }
  return partition(Uint8Array.from(groups, (group) => Number(held.has(group))));
}

/**
 * Folds of whole groups, as equal in rows as the groups allow: the largest group first, each to the fold that has
 * the fewest rows, as scikit-learn's GroupKFold does; equal ones in random order.
 *
 * @param rows indices into `groups`
 * @throws {DataValidationError} for fewer groups than folds
 */
export function foldByGroup(
  groups: Uint32Array,
  rows: Uint32Array,
  { folds, seed, source = THE_DATASET }: FoldOptions,
): readonly Fold[] {
  const sizes = sizesOf(rows.map((row) => groups[row]!));
  const order = Uint32Array.from(sizes.keys());
  if (order.length < folds) {
    throw singleIssue(
      `the training rows of ${source}`,
      {
        message: `found ${count(order.length, 'group')}, expected at least ${folds}, one for each fold`,
      },
      `Use fewer folds (${option('folds')}) or name another column with ${option('group-column')}.`,
    );
  }
  shuffle(order, seededRandom(seed));
  const foldOf = new Map<number, number>();
  const filled = new Uint32Array(folds);
  for (const group of [...order].sort((a, b) => sizes.get(b)! - sizes.get(a)!)) {
    const fold = filled.indexOf(Math.min(...filled));
    foldOf.set(group, fold);
    filled[fold]! += sizes.get(group)!;
  }
  return Array.from({ length: folds }, (_, fold) => ({
    train: rows.filter((row) => foldOf.get(groups[row]!) !== fold),
    validation: rows.filter((row) => foldOf.get(groups[row]!) === fold),
  }));
}

/** Rows per group, in order of the groups' first rows. */
function sizesOf(members: Uint32Array): Map<number, number> {
  const sizes = new Map<number, number>();
  for (const group of members) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return sizes;
}

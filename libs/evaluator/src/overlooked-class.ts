import { count, option } from '@lambda-forest/text';

import type { ClassificationMetrics } from './evaluate-classification.ts';

/** The rarest class, where less than half of its rows are found and weights would change that. */
export interface OverlookedClass {
  readonly name: string;
  /** Below one half. */
  readonly recall: number;
  /** Rows of the class that were scored: at least 1. */
  readonly support: number;
}

/**
 * @param counts training rows of each class; the rarest is the first of equals among those that were scored
 * @returns undefined if its recall is one half or more, or it has more than half of the rows of the commonest class
 */
export function overlookedClass(
  { classes, perClass: { recall, support } }: ClassificationMetrics,
  counts: readonly number[],
): OverlookedClass | undefined {
  const present = counts.map((rows, k) => (support[k]! > 0 ? rows : Infinity));
  const fewest = Math.min(...present);
  const rarest = present.indexOf(fewest);
  return recall[rarest]! < 0.5 && 2 * fewest <= Math.max(...counts)
    ? { name: classes[rarest]!, recall: recall[rarest]!, support: support[rarest]! }
    : undefined;
}

/**
 * That, and the remedy, in two sentences.
 *
 * @param isBalanced whether every class had the same weight in training
 */
export function describeOverlooked(
  { name, recall, support }: OverlookedClass,
  isBalanced: boolean,
): string {
  const remedy = isBalanced ? 'Take' : `Train with ${option('class-weight')}=balanced, or take`;
  return (
    `Of ${count(support, 'row')} of the rarest class, ${name}, less than half are found: a recall of ${recall.toFixed(4)}. ` +
    `${remedy} it as the answer from a lower probability on; the report’s precision-recall curve shows what each threshold finds.`
  );
}

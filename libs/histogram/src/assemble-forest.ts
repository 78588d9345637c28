import { CATEGORICAL, LEAF } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import { AnswerRows } from './answer-rows.ts';
import type { BinnedTable } from './binned-table.ts';
import { midpoint } from './binning/bin-numeric.ts';
import type { GrownTree, Target } from './growth.ts';

/**
 * Puts grown trees, in order, into one forest: codes become thresholds between real values, and leaves with
 * equal answers share a row.
 *
 * @param trees at least one
 */
export function assembleForest(
  table: BinnedTable,
  target: Target,
  trees: readonly GrownTree[],
): Forest {
  const nodes = trees.reduce((sum, { feature }) => sum + feature.length, 0);
  const words = trees.reduce((sum, { setBits }) => sum + setBits.length, 0);
  const classCount = target.kind === 'classification' ? target.classCount : 0;
  const outputCount = Math.max(1, classCount);
  const forest = {
    featureCount: table.features.length,
    outputCount,
    aggregation: 'mean' as const,
    treeStart: new Uint32Array(trees.length + 1),
    feature: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    next: new Uint32Array(nodes),
    flags: new Uint8Array(nodes),
    categorySetBits: new Uint32Array(words),
  };
  const setStart = [0];
  const rows = new AnswerRows(outputCount);
  const rowOfClass = new Int32Array(classCount).fill(-1);
  const pure = new Float64Array(classCount);
  let start = 0;
  let word = 0;

  for (const [index, tree] of trees.entries()) {
    forest.feature.set(tree.feature, start);
    forest.flags.set(tree.flags, start);
    forest.categorySetBits.set(tree.setBits, word);
    for (let at = 0; at < tree.feature.length; at++) {
      const node = start + at;
      const feature = tree.feature[at]!;
      const next = tree.next[at]!;
      if (feature === LEAF) {
        forest.next[node] = next < classCount ? rowOfPure(next) : rowOfAnswer(tree, next);
        continue;
      }
      forest.next[node] = start + next;
      if ((tree.flags[at]! & CATEGORICAL) !== 0) {
        forest.threshold[node] = setStart.length - 1;
        word += Math.ceil(table.features[feature]!.codeCount / 32);
        setStart.push(word);
      } else {
        forest.threshold[node] = threshold(table, feature, tree.cut[at]!, tree.above[at]!);
      }
    }
    start += tree.feature.length;
    forest.treeStart[index + 1] = start;
  }
  return { ...forest, values: rows.values(), categorySetStart: Uint32Array.from(setStart) };

  function rowOfPure(klass: number): number {
    if (rowOfClass[klass] === -1) {
      pure.fill(0);
      pure[klass] = 1;
      rowOfClass[klass] = rows.add(pure, 0);
    }
    return rowOfClass[klass]!;
  }

  function rowOfAnswer({ answers }: GrownTree, next: number): number {
    return rows.add(answers, (next - classCount) * outputCount);
  }
}

/** Infinity where only missing values go right. */
function threshold(table: BinnedTable, feature: number, cut: number, above: number): number {
  const bins = table.features[feature]!;
  if (bins.kind !== 'numeric' || above === bins.codeCount) return Infinity;
  return midpoint(bins.maxima[cut]!, bins.minima[above]!);
}

import { CATEGORICAL, ForestBuilder, LEAF, MISSING_LEFT } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { BinnedTable } from '../binned-table.ts';
import type { BoostedTree } from './boosting.ts';
import type { Loss } from './losses.ts';

/** @param trees in the order of the forest; if there are none, each output gets one that adds 0 */
export function assembleBoosted(
  { features }: BinnedTable,
  { link, outputs }: Loss,
  baseScores: Float64Array,
  trees: readonly BoostedTree[],
): Forest {
  const builder = new ForestBuilder(features.length, link === 'binary-logistic' ? 2 : outputs, {
    aggregation: 'sum',
    baseScore: baseScores.every((score) => score === 0) ? new Float64Array(0) : baseScores,
    link: { kind: link, factor: 1 },
    oneScoreATree: outputs > 1,
  });
  const start = (output: number) => {
    if (outputs > 1) builder.startTree(output);
  };
  for (const tree of trees) {
    start(tree.output);
    for (let node = 0; node < tree.feature.length; node++) addNode(builder, features, tree, node);
  }
  for (let output = 0; trees.length === 0 && output < outputs; output++) {
    start(output);
    builder.addLeaf([0], 0);
  }
  return builder.build();
}

function addNode(
  builder: ForestBuilder,
  features: BinnedTable['features'],
  { feature: tested, flags, threshold, value, cover, setBits }: BoostedTree,
  node: number,
): void {
  const feature = tested[node]!;
  if (feature === LEAF) {
    builder.addLeaf([value[node]!], cover[node]);
    return;
  }
  const missingLeft = (flags[node]! & MISSING_LEFT) !== 0;
  if ((flags[node]! & CATEGORICAL) === 0) {
    builder.addSplit({ feature, missingLeft, threshold: threshold[node]! });
    return;
  }
  const levelCount = features[feature]!.codeCount;
  const first = threshold[node]!;
  const levels = Array.from({ length: levelCount }, (_, level) => level).filter(
    (level) => ((setBits[first + (level >>> 5)]! >>> (level & 31)) & 1) === 1,
  );
  // Grown trees send unseen levels right, whatever missing values do.
  builder.addSplit({ feature, missingLeft, levels, levelCount, unseenLeft: false });
}

/** Each feature's share of the gain of all splits; all 0 if there are none. */
export function shareGain(featureCount: number, trees: readonly BoostedTree[]): Float64Array {
  const gains = new Float64Array(featureCount);
  for (const { feature, gain } of trees) {
    feature.forEach((tested, node) => {
      if (tested !== LEAF) gains[tested]! += gain[node]!;
    });
  }
  const total = gains.reduce((sum, gain) => sum + gain, 0);
  return total > 0 ? gains.map((gain) => gain / total) : gains;
}

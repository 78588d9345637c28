export { compileForest } from './compile-forest.ts';
export { compileRows } from './compile-rows.ts';
export type { RowPredictor } from './compile-rows.ts';
export { oddMember } from './combination.ts';
export { InvalidForestError } from './errors.ts';
export { firstTrees } from './first-trees.ts';
export {
  CATEGORICAL,
  isMeanOfRows,
  LARGEST_ZERO,
  LEAF,
  LINK_KINDS,
  MEAN_OF_ROWS,
  MISSING_LEFT,
  nodeCount,
  rowWidth,
  scoreCount,
  treeCount,
  UNSEEN_APART,
  ZERO_MISSING,
} from './forest.ts';
export type { Forest, LinearRows, Link } from './forest.ts';
export { ForestBuilder } from './forest-builder.ts';
export type { Combination, Split } from './forest-builder.ts';
export { forestOfCodes } from './forest-of-codes.ts';
export { flagsOf, roomFor, testOf } from './node-codes.ts';
export type { NodeCodes } from './node-codes.ts';
export { averageForests, joinForests } from './join-forests.ts';
export { LARGEST_LINEAR } from './linear-rows.ts';
export { argMax, findLeaf, predictBatch, predictRow } from './predict.ts';
export { predictionInterval, spreadOfTrees } from './prediction-interval.ts';
export { predictionRange } from './prediction-range.ts';
export { largestBelow, largestFloat32Below } from './threshold.ts';
export { gatherThresholds } from './gather-thresholds.ts';
export { joinTables } from './thresholds.ts';
export type { ThresholdTables } from './thresholds.ts';
export type { LinearTerms } from './row-pool.ts';
export { shareCategorySets } from './share-category-sets.ts';
export { validateForest } from './validate-forest.ts';
export { withoutLink } from './without-link.ts';

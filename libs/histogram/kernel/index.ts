/**
 * The kernel's exports: src/kernel/kernel-grower.ts is the only one to call them.
 *
 * Words used in all files:
 *   row         of the table, or of a subtree's copy of it (columns.ts)
 *   sample      a row in the bag, which counts as often as it was drawn; an index into the arrays of samples.ts
 *   pack        a sample's class and count in 32 bits
 *   code        stands for a value: its rank among the feature's values, or a level of a categorical feature
 *   missing     the code above all others
 *   group       codes that a node does not tell apart, where there are more than bins; otherwise one code
 *   cell        where the samples of one group are added up (cells.ts)
 *   lane        one of eight counts in a vector of 128 bits
 *   key         a sample and its group in 64 bits, for sorting (sort.ts)
 *   few         up to 48 samples, whose keys are ranked at once
 *   pair        a node of two samples (pair.ts)
 *   level       a category; its answer is what a leaf with its samples would say, and orders it (levels.ts)
 *   cut         the last code that goes left
 *   left, right the sides of a split; samples move from right to left while places are tried
 *   offer       a place and its score, which is kept if it is the best so far (best.ts)
 *
 * A node's way: `look` (grow.ts) adds up its samples (node.ts) and decides how it is searched (strategy.ts); features
 * are drawn (find-split.ts) and tried (try-feature.ts): fill cells and scan them, or write keys, sort and scan
 * them; the best split parts its samples (partition.ts). All ways find the same split, to the bit.
 *
 * Memory, from the bottom (lay-out.ts):
 *   the problem's arrays: table, targets, weights    written by the host, once
 *   cells and whatever depends on the problem alone  0 between uses where noted
 *   samples and whatever depends on the bag's size   written anew for each tree
 *   the tree                                         read by the host
 *   category sets                                    the memory grows with them
 */
export { drawBootstrap, fillBag } from './bag';
export { growTree } from './grow';
export { terms } from './impurity';
export { layOutBag, layOutProblem } from './lay-out';
export {
  areRowsListed,
  classCount,
  classes,
  codeBytes,
  codeCounts,
  codes,
  codeStarts,
  exactSamples,
  featureCount,
  featureKinds,
  featuresPerSplit,
  fitRowCount,
  fitRows,
  isEntropy,
  isRandom,
  isWeighted,
  maxBins,
  maxDepth,
  maxLeafNodes,
  maxLevels,
  maxima,
  maximaCount,
  maximaStart,
  minImpurityDecrease,
  minSamplesLeaf,
  minSamplesSplit,
  rowCount,
  rowWeights,
  values,
} from './problem';
export { seedRandom } from './random';
export {
  packs as samplePacks,
  rows as sampleRows,
  values as sampleValues,
  weights as sampleWeights,
} from './samples';
export {
  aboves,
  answerLeaves,
  answers,
  cuts,
  features,
  flags,
  importances,
  lefts,
  nexts,
  nodeCount,
  sampleLeaves,
  setBits,
  setWords,
} from './tree';

/** The kernel's exports: src/kernel/kernel-grower.ts is the only one to call them. */
export { drawBootstrap } from './bag';
export {
  codeCounts,
  codes,
  featureKinds,
  fitRows,
  importances,
  layOutBag,
  layOutProblem,
  maxima,
  maximaStart,
  nodeAbove,
  nodeAnswer,
  nodeCut,
  nodeFeature,
  nodeFlags,
  nodeLeft,
  nodeNext,
  rowWeights,
  samplePacks,
  sampleRows,
  sampleValues,
  sampleWeights,
  setBits,
  setLimits,
  targets,
  terms,
} from './memory';
export { growTree, leavesOfAnswers, leavesOfSamples, nodesGrown, setWordsUsed } from './grow';
export { seedRandom } from './random';

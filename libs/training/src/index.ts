export { DEFAULT_BOOSTING_OPTIONS } from './boosting-options.ts';
export type { BoostingOptions } from './boosting-options.ts';
export { defaultCandidates, MOST_ROUNDS, patienceOf } from './choosing/candidates.ts';
export type { Candidate } from './choosing/candidates.ts';
export { chooseLearner } from './choosing/choose-learner.ts';
export type { Choice } from './choosing/choose-learner.ts';
export { refined } from './choosing/refit.ts';
export { binsOf } from './bins-of.ts';
export { comparePaired } from './choosing/paired-losses.ts';
export { codeRows } from './coded/code-rows.ts';
export { codedBytes, decodeCodedRows, encodeCodedRows } from './coded/coded-file.ts';
export type { CodedRows } from './coded/coded-rows.ts';
export { CodedTable, joinedRowBytes } from './coded/coded-table.ts';
export type { JoinedTable } from './coded/coded-table.ts';
export { codedTable, grownTable, growthCoding } from './coded/grown-table.ts';
export type { GrownTable } from './coded/grown-table.ts';
export { codingOf } from './coded/coding.ts';
export type { Coding } from './coded/coding.ts';
export { crossValidate } from './cross-validate.ts';
export type { FoldResult } from './cross-validate.ts';
export type { Engine, FitResult, PreparedEngine } from './engine.ts';
export { DEFAULT_ENGINE_NAME, ENGINE_NAMES, findEngine } from './engines.ts';
export {
  InvalidOptionError,
  TrainingCancelledError,
  TrainingInputError,
  UnsupportedOptionError,
} from './errors.ts';
export { countFeatures, DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
export type { ForestOptions, MaxFeatures } from './forest-options.ts';
export { createHistogramEngine } from './histogram-engine.ts';
export { constantWidth, outOfBagWidth } from './interval-width.ts';
export { countSteps } from './learner-options.ts';
export type { Learner, LearnerOptions } from './learner-options.ts';
export { scoreOutOfBagAfter } from './out-of-bag.ts';
export { namesOfManyLevels } from './encoding/many-levels.ts';
export { prepareEncoded } from './encoding/prepare-encoded.ts';
export { countWords } from './encoding/vocabulary.ts';
export { DEFAULT_RESOLUTION, partialDependence } from './partial-dependence.ts';
export { requireSuited } from './require-suited.ts';
export { permutationImportances } from './permutation-importances.ts';
export { rowWeights } from './histogram/growth-problem.ts';
export { predictRows } from './predict-rows.ts';
export { DEFAULT_SEARCH, searchOptions } from './search/search-options.ts';
export type { Trial } from './search/search-options.ts';
export { DEFAULT_SEARCH_SPACE } from './search/search-space.ts';

export { mergeParts } from './assemble-forest.ts';
export { codesFor, MAX_CODES } from './binned-table.ts';
export type { BinnedFeature, BinnedTable, Codes, NumbersOf, NumericBins } from './binned-table.ts';
export { binCounts } from './binning/bin-counts.ts';
export { binTable } from './binning/bin-table.ts';
export type { ColumnSource } from './binning/bin-table.ts';
export { binTableInThreads } from './binning/bin-table-in-threads.ts';
export { DEFAULT_BOOSTING_LIMITS } from './boosting/boosting.ts';
export type {
  BoostedForest,
  BoostingLimits,
  BoostingProblem,
  EarlyStopping,
} from './boosting/boosting.ts';
export { growBoosted } from './boosting/grow-boosted.ts';
export { bootstrapBag } from './draw-bag.ts';
export { bagOfTree, jobOfRows } from './forest/forest-job.ts';
export type { ForestJob } from './forest/forest-job.ts';
export { growForest } from './forest/grow-forest.ts';
export type { GrowForestOptions } from './forest/grow-forest.ts';
export { growTrees } from './forest/grow-trees.ts';
export type { ForestPart } from './forest/forest-part.ts';
export { problemOfRows, shardRows } from './forest/shards.ts';
export { DEFAULT_GROWTH_LIMITS, MAX_BAG_SAMPLES } from './growth.ts';
export type { GrowthLimits, GrowthProblem, Target } from './growth.ts';
export { treeSeed } from './random/seeds.ts';
export { kernelBytes, MAX_KERNEL_BYTES } from './kernel/kernel-bytes.ts';
export type { TreeRows } from './kernel/kernel-bytes.ts';
export { loadKernel } from './kernel/load-kernel.ts';
export type { KernelModule } from './kernel/load-kernel.ts';
export { HISTOGRAM_VERSION } from './version.ts';

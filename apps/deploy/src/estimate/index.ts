export { estimateCosts } from './estimate-costs.ts';
export type { EstimateOptions } from './estimate-costs.ts';
export { estimateText } from './estimate-text.ts';
export { IRIS_TIMES, memoryInUseMb, scoringMemoryMb } from './latency.ts';

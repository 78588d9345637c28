export { estimateCosts } from './estimate-costs.ts';
export type { Estimate, EstimateOptions, EstimateRow, MonthlyCosts } from './estimate-costs.ts';
export { estimateText } from './estimate-text.ts';
export { IRIS_TIMES } from './latency.ts';
export type { Latency, ServiceTimes } from './latency.ts';

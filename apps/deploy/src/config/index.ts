export type { BatchConfig } from './batch-schema.ts';
export type { DeployConfig, DeployConfigInput } from './config-schema.ts';
export { defineConfig } from './define-config.ts';
export { loadConfig } from './load-config.ts';
export { parseConfig, parseStage } from './parse-config.ts';
export { consoleUrl } from './regions.ts';
export { stageConfig } from './stage-config.ts';
export type { StageConfig, StageInput } from './stage-schema.ts';

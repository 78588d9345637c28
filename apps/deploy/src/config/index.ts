export type { DeployConfig, DeployConfigInput } from './config-schema.ts';
export { defineConfig } from './define-config.ts';
export { loadConfig } from './load-config.ts';
export { parseConfig } from './parse-config.ts';
export { consoleUrl } from './regions.ts';
export { stageConfig } from './stage-config.ts';
export type { StageConfig } from './stage-schema.ts';

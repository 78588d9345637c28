import type { DeployConfigInput } from './config-schema.ts';

/** Gives a configuration file its types; it is checked when it is loaded. */
export function defineConfig(config: DeployConfigInput): DeployConfigInput {
  return config;
}

import { StageNotFoundError } from '../errors.ts';
import type { DeployConfig } from './config-schema.ts';
import type { StageConfig } from './stage-schema.ts';

/**
 * The configuration of one stage, with the tags that every stage has.
 *
 * @throws {StageNotFoundError}
 */
export function stageConfig(config: DeployConfig, stage: string): StageConfig {
  if (!Object.hasOwn(config.stages, stage)) {
    throw new StageNotFoundError(stage, Object.keys(config.stages));
  }
  const found = config.stages[stage]!;
  return { ...found, tags: { ...config.tags, ...found.tags } };
}

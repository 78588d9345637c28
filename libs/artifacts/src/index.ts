export { LatestVersionError, ModelReferenceError, UnknownModelError } from './errors.ts';
export { knownModels } from './known-models.ts';
export type { KnownModels } from './known-models.ts';
export {
  ARTIFACT_FILES,
  latestPath,
  latestText,
  modelFolder,
  parseLatest,
  versionFolder,
} from './layout.ts';
export { isModelName, LATEST_FILE, MODEL_NAME_EXPECTS } from './model-name.ts';
export { parseModelReference } from './model-reference.ts';
export type { ModelReference } from './model-reference.ts';

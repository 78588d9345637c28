export { asideName, isRunning, removeLeftovers, scratchFolder } from './aside.ts';
export {
  LatestVersionError,
  ModelReferenceError,
  UnknownModelError,
  UnknownModelPathError,
} from './errors.ts';
export { knownModels } from './known-models.ts';
export { latestText } from './latest-version.ts';
export { ARTIFACT_FILES, latestPath, modelFolder, versionFolder } from './layout.ts';
export { isModelName, LATEST_FILE, MODEL_NAME_EXPECTS } from './model-name.ts';
export { newestFirst, nextVersion } from './next-version.ts';
export { MODEL_OPTION, modelReference, parseModelReference } from './model-reference.ts';
export type { ModelPath, ModelReference } from './model-reference.ts';
export { readModelFile } from './read-model-file.ts';
export type { Files, ModelFile } from './read-model-file.ts';

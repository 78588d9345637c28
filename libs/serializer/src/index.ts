export { decodeModel } from './decode-model.ts';
export type { DecodedModel } from './decode-model.ts';
export { decodeModelFile } from './decode-model-file.ts';
export { encodeModel } from './encode-model.ts';
export {
  InvalidModelError,
  ModelCorruptedError,
  ModelNotFoundError,
  ModelVersionError,
} from './errors.ts';
export type {
  DataProvenance,
  EngineProvenance,
  JsonObject,
  JsonValue,
  Model,
  Provenance,
  SplitKind,
  SplitProvenance,
} from './model.ts';
export { modelSha256 } from './sha256.ts';

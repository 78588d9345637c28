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
export type { JsonObject, JsonValue, Model, Provenance, SplitKind } from './model.ts';
export { modelSha256 } from './sha256.ts';

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ARTIFACT_FILES, readModelFile } from '@lambda-forest/artifacts';
import type { ModelFile, ModelReference } from '@lambda-forest/artifacts';
import { decodeModel, ModelNotFoundError, modelSha256 } from '@lambda-forest/serializer';
import type { Model } from '@lambda-forest/serializer';

/** The model's file is part of what the command line names. */
export const MODEL_EXIT_CODES = { MODEL_CORRUPTED: 2, MODEL_VERSION_UNSUPPORTED: 2 } as const;

/** A model that was found and checked. */
export interface FoundModel extends ModelFile {
  /** Of its file, lower-case hexadecimal. */
  readonly sha256: string;
  readonly model: Model;
}

/**
 * @param artifacts the folder of all models
 * @throws as `readModelFile` does
 * @throws {ModelCorruptedError} if its file is none, or damaged
 * @throws {ModelVersionError} if its file is of a newer format
 */
export async function findModel(artifacts: string, reference: ModelReference): Promise<FoundModel> {
  const file = await readModelFile({ readFile, readdir }, artifacts, reference);
  return { ...file, sha256: modelSha256(file.bytes), model: decodeModel(file.bytes) };
}

/**
 * The `metadata.json` beside a model.
 *
 * @throws {ModelNotFoundError}
 */
export async function readMetadata({ folder }: ModelFile): Promise<Uint8Array> {
  const path = join(folder, ARTIFACT_FILES.metadata);
  try {
    return await readFile(path);
  } catch (error) {
    throw new ModelNotFoundError(path, error);
  }
}

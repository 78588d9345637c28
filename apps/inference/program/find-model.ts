import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  ARTIFACT_FILES,
  isModelName,
  MODEL_NAME_EXPECTS,
  readModelFile,
} from '@lambda-forest/artifacts';
import type { ModelFile, ModelReference } from '@lambda-forest/artifacts';
import {
  decodeModelFile,
  ModelCorruptedError,
  ModelNotFoundError,
} from '@lambda-forest/serializer';
import type { DecodedModel } from '@lambda-forest/serializer';
import { printable, quote } from '@lambda-forest/text';

/** The model's file is part of what the command line names. */
export const MODEL_EXIT_CODES = { MODEL_CORRUPTED: 2, MODEL_VERSION_UNSUPPORTED: 2 } as const;

/** A model that was found and checked. */
export interface FoundModel extends ModelFile {
  readonly model: DecodedModel;
}

/**
 * @param artifacts the folder of all models
 * @throws as `readModelFile` does
 * @throws {ModelCorruptedError} if its file is not a model, damaged, or has a name that no training gives
 * @throws {ModelVersionError} if its file is of a newer format
 */
export async function findModel(artifacts: string, reference: ModelReference): Promise<FoundModel> {
  const file = await readModelFile({ readFile, readdir }, artifacts, reference);
  const model = decodeModelFile(file.bytes, file.path);
  const { name, version } = model.provenance;
  // They become a folder that is replaced, paths and answers; a file that was forged may have anything there.
  const other = [name, version].find((text) => !isModelName(text));
  if (other !== undefined) {
    throw new ModelCorruptedError(
      `In ${printable(file.path)}, found the model's name or version ${quote(other)}, expected ${MODEL_NAME_EXPECTS}.`,
    );
  }
  return { ...file, model };
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

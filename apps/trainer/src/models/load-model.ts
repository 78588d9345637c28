import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { readModelFile } from '@lambda-forest/artifacts';
import type { ModelReference } from '@lambda-forest/artifacts';
import { decodeModelFile } from '@lambda-forest/serializer';
import type { DecodedModel } from '@lambda-forest/serializer';

import { ARTIFACTS_DIR } from '../train/locations.ts';

/** A model as it was read, with its file's bytes. */
export interface LoadedModel extends DecodedModel {
  readonly bytes: Uint8Array;
  /** The folder of its files. */
  readonly folder: string;
}

/**
 * Reads a model.
 *
 * @param artifactsDir the folder of all models; default the workspace's
 * @throws as `readModelFile` does
 * @throws {ModelCorruptedError} for a damaged file
 * @throws {ModelVersionError} for a file of a newer format
 */
export async function loadModel(
  reference: ModelReference,
  artifactsDir: string | undefined,
): Promise<LoadedModel> {
  const root = artifactsDir === undefined ? ARTIFACTS_DIR : resolve(artifactsDir);
  const { bytes, path, folder } = await readModelFile({ readFile, readdir }, root, reference);
  return { ...decodeModelFile(bytes, path), bytes, folder };
}

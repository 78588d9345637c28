import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import {
  ARTIFACT_FILES,
  knownModels,
  latestPath,
  parseLatest,
  UnknownModelError,
  versionFolder,
} from '@lambda-forest/artifacts';
import type { ModelReference } from '@lambda-forest/artifacts';
import { decodeModel } from '@lambda-forest/serializer';
import type { Model } from '@lambda-forest/serializer';

import { ARTIFACTS_DIR } from '../train/locations.ts';

/** A model as it was read, with its file's bytes. */
export interface LoadedModel extends Model {
  readonly bytes: Uint8Array;
  /** The folder of its files. */
  readonly folder: string;
}

/**
 * Reads a model of the artifacts folder.
 *
 * @param artifactsDir the folder of all models; default the workspace's
 * @throws {UnknownModelError} if there is no such model or version
 * @throws {LatestVersionError} for a latest.json that names no version
 * @throws {ModelCorruptedError} for a damaged file
 * @throws {ModelVersionError} for a file of a newer format
 */
export async function loadModel(
  reference: ModelReference,
  artifactsDir: string | undefined,
): Promise<LoadedModel> {
  const root = artifactsDir === undefined ? ARTIFACTS_DIR : resolve(artifactsDir);
  const { name } = reference;
  const version = reference.version ?? parseLatest(String(await read(latestPath(name))));
  const folder = join(root, versionFolder(name, version));
  const bytes = await read(`${versionFolder(name, version)}/${ARTIFACT_FILES.model}`);
  return { ...decodeModel(bytes), bytes, folder };

  async function read(path: string): Promise<Buffer> {
    try {
      return await readFile(join(root, path));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
      throw new UnknownModelError(reference, await knownModels(readdir, root, name));
    }
  }
}

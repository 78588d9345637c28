import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { ARTIFACT_FILES, latestPath, parseLatest, versionFolder } from '@lambda-forest/artifacts';
import type { ModelReference } from '@lambda-forest/artifacts';
import { decodeModel, ModelNotFoundError } from '@lambda-forest/serializer';
import type { Model } from '@lambda-forest/serializer';

import { ARTIFACTS_DIR } from '../locations.ts';

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
 * @throws {ModelNotFoundError} if there is no such model or version
 * @throws {LatestVersionError} for a latest.json that names no version
 * @throws {ModelCorruptedError} for a damaged file
 * @throws {ModelVersionError} for a file of a newer format
 */
export async function loadModel(
  { name, version }: ModelReference,
  artifactsDir: string | undefined,
): Promise<LoadedModel> {
  const root = artifactsDir === undefined ? ARTIFACTS_DIR : resolve(artifactsDir);
  const found = version ?? parseLatest(await readText(join(root, latestPath(name))));
  const folder = join(root, versionFolder(name, found));
  const bytes = await read(join(folder, ARTIFACT_FILES.model));
  return { ...decodeModel(bytes), bytes, folder };
}

async function readText(path: string): Promise<string> {
  return Buffer.from(await read(path)).toString('utf8');
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new ModelNotFoundError(path, error);
    throw error;
  }
}

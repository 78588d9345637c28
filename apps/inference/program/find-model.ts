import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  ARTIFACT_FILES,
  knownModels,
  latestPath,
  parseLatest,
  parseModelReference,
  UnknownModelError,
  versionFolder,
} from '@lambda-forest/artifacts';
import { decodeModel, ModelNotFoundError, modelSha256 } from '@lambda-forest/serializer';
import type { Model } from '@lambda-forest/serializer';

/** A model of the folder `artifacts`, checked. */
export interface FoundModel {
  /** As it was referred to: its folder below `artifacts`. */
  readonly folder: string;
  /** Absolute. */
  readonly modelPath: string;
  readonly metadataPath: string;
  readonly bytes: Uint8Array;
  /** Of `bytes`, lower-case hexadecimal. */
  readonly sha256: string;
  readonly model: Model;
}

/**
 * @param artifacts the folder of all models
 * @param reference `<name>[@<version>]`; without a version, `latest.json` decides
 * @throws {ModelReferenceError} for a text that names no model
 * @throws {LatestVersionError} for a damaged `latest.json`
 * @throws {UnknownModelError} if there is no such model, or no such version
 * @throws {ModelCorruptedError} if its file is none, or damaged
 * @throws {ModelVersionError} if its file is of a newer format
 */
export async function findModel(artifacts: string, reference: string): Promise<FoundModel> {
  const meant = parseModelReference(reference);
  const { name } = meant;
  const version = meant.version ?? parseLatest(String(await read(latestPath(name))));
  const folder = join(artifacts, versionFolder(name, version));
  const modelPath = join(folder, ARTIFACT_FILES.model);
  const bytes = await read(`${versionFolder(name, version)}/${ARTIFACT_FILES.model}`);
  return {
    folder: name,
    modelPath,
    metadataPath: join(folder, ARTIFACT_FILES.metadata),
    bytes,
    sha256: modelSha256(bytes),
    model: decodeModel(bytes),
  };

  async function read(path: string): Promise<Buffer> {
    try {
      return await readFile(join(artifacts, path));
    } catch {
      throw new UnknownModelError(meant, await knownModels(readdir, artifacts, name));
    }
  }
}

/** @throws {ModelNotFoundError} */
export async function readArtifact(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ModelNotFoundError(path, error);
  }
}

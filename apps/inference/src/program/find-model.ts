import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  ARTIFACT_FILES,
  latestPath,
  parseLatest,
  parseModelReference,
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
 * @throws {ModelNotFoundError} if there is no such model, or no such version
 * @throws {ModelCorruptedError} if its file is none, or damaged
 * @throws {ModelVersionError} if its file is of a newer format
 */
export async function findModel(artifacts: string, reference: string): Promise<FoundModel> {
  const { name, version: given } = parseModelReference(reference);
  const version = given ?? (await latestVersion(artifacts, name));
  const folder = join(artifacts, versionFolder(name, version));
  const modelPath = join(folder, ARTIFACT_FILES.model);
  const bytes = await readArtifact(modelPath);
  return {
    folder: name,
    modelPath,
    metadataPath: join(folder, ARTIFACT_FILES.metadata),
    bytes,
    sha256: modelSha256(bytes),
    model: decodeModel(bytes),
  };
}

async function latestVersion(artifacts: string, name: string): Promise<string> {
  return parseLatest(
    new TextDecoder().decode(await readArtifact(join(artifacts, latestPath(name)))),
  );
}

/** @throws {ModelNotFoundError} */
export async function readArtifact(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ModelNotFoundError(path, error);
  }
}

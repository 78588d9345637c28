import { UnknownModelError, UnknownModelPathError } from './errors.ts';
import { knownModels } from './known-models.ts';
import type { ReadFolder } from './known-models.ts';
import { ARTIFACT_FILES, latestPath, versionFolder } from './layout.ts';
import type { NamedModel } from './model-name.ts';
import type { ModelPath, ModelReference } from './model-reference.ts';

/** How files are read: as `node:fs/promises` does. */
export interface Files {
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly readdir: ReadFolder;
}

/** A model's file as it was read; not decoded. */
export interface ModelFile {
  readonly bytes: Uint8Array;
  /** The file, and the folder of it and of what belongs to the model. */
  readonly path: string;
  readonly folder: string;
}

/** Of a file or folder that is missing, or is the other of the two. */
const MISSING = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/**
 * Reads the model that a reference means.
 *
 * @param artifacts the folder of all models
 * @throws {UnknownModelError} if there is no model or version of that name
 * @throws {UnknownModelPathError} if there is no model at that path
 * @throws {LatestVersionError} for a latest.json that names no version
 */
export function readModelFile(
  files: Files,
  artifacts: string,
  reference: ModelReference,
): Promise<ModelFile> {
  return 'path' in reference
    ? readByPath(files, reference)
    : readByName(files, artifacts, reference);
}

async function readByPath(files: Files, { path }: ModelPath): Promise<ModelFile> {
  const folder = path.replace(/[/\\]+$/, '');
  const inside = `${folder}/${ARTIFACT_FILES.model}`;
  const bytes = await readIfThere(files, inside);
  if (bytes !== undefined) return { bytes, path: inside, folder };
  const itself = await readIfThere(files, path);
  if (itself !== undefined) return { bytes: itself, path, folder: folderOf(path) };
  throw new UnknownModelPathError(path);
}

async function readByName(
  files: Files,
  artifacts: string,
  reference: NamedModel,
): Promise<ModelFile> {
  const { name } = reference;
  const version = reference.version ?? (await latestVersion(await read(latestPath(name))));
  const folder = versionFolder(name, version);
  const bytes = await read(`${folder}/${ARTIFACT_FILES.model}`);
  return {
    bytes,
    path: `${artifacts}/${folder}/${ARTIFACT_FILES.model}`,
    folder: `${artifacts}/${folder}`,
  };

  async function read(path: string): Promise<Uint8Array> {
    const bytes = await readIfThere(files, `${artifacts}/${path}`);
    if (bytes !== undefined) return bytes;
    const known = await knownModels(files.readdir, artifacts, name);
    throw new UnknownModelError(reference, known, await isPath(files, name));
  }
}

/** Whether it is the path of a file, or of a folder of a model. */
async function isPath(files: Files, name: string): Promise<boolean> {
  const paths = [name, `${name}/${ARTIFACT_FILES.model}`];
  const found = await Promise.all(paths.map((path) => readIfThere(files, path)));
  return found.some((bytes) => bytes !== undefined);
}

/** zod, which takes milliseconds to load, is loaded where a file is checked by it. */
async function latestVersion(bytes: Uint8Array): Promise<string> {
  const { parseLatest } = await import('./parse-latest.ts');
  return parseLatest(new TextDecoder().decode(bytes));
}

async function readIfThere({ readFile }: Files, path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && MISSING.has(String(error.code));
    if (isMissing) return undefined;
    throw error;
  }
}

function folderOf(path: string): string {
  const end = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return end === -1 ? '.' : path.slice(0, Math.max(end, 1));
}

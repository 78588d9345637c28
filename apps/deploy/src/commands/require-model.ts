import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import {
  ARTIFACT_FILES,
  isModelName,
  latestPath,
  modelFolder,
  UnknownModelError,
  versionFolder,
} from '@lambda-forest/artifacts';

import type { CommandContext } from './context.ts';
import { MODEL } from './shared-options.ts';
import type { Target } from './target.ts';

/**
 * Makes sure that there is a model to package. The default one is trained where it is not there, and a package that
 * was named has its model already.
 *
 * @param packageFolder as it was given; undefined if there has to be packaged first
 * @throws {UnknownModelError}
 */
export async function requireModel(
  { model, modelVersion: version }: Target,
  packageFolder: string | undefined,
  { root }: Pick<CommandContext, 'root'>,
): Promise<void> {
  if (packageFolder !== undefined) return;
  if (model === MODEL.default && version === undefined) return;
  const artifacts = join(root, 'artifacts');
  const path =
    version === undefined
      ? latestPath(model)
      : join(versionFolder(model, version), ARTIFACT_FILES.model);
  const isThere = await stat(join(artifacts, path)).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  const versions = await foldersIn(join(artifacts, modelFolder(model)));
  throw new UnknownModelError(
    { name: model, version },
    { names: await foldersIn(artifacts), versions },
  );
}

/** Folders that models or versions may stand in; none where there is no such folder. */
async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && isModelName(entry.name))
    .map((entry) => entry.name);
}

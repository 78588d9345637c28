import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import {
  ARTIFACT_FILES,
  knownModels,
  latestPath,
  UnknownModelError,
  versionFolder,
} from '@lambda-forest/artifacts';

import type { ModelReference } from '@lambda-forest/artifacts';
import type { CommandContext } from './context.ts';
import { MODEL } from './shared-options.ts';
import type { Target } from './target.ts';

/**
 * Makes sure that there is a model to package. The default model is trained if it is missing, and a package that
 * was named contains its model already.
 *
 * @param packageFolder as given; undefined if a package is made first
 * @throws {UnknownModelError}
 */
export async function requireModel(
  { model, modelVersion: version }: Target,
  reference: ModelReference,
  packageFolder: string | undefined,
  { root }: Pick<CommandContext, 'root'>,
): Promise<void> {
  if (packageFolder !== undefined || 'path' in reference) return;
  if (model === MODEL.default.name && version === undefined) return;
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
  throw new UnknownModelError(
    { name: model, version },
    await knownModels(readdir, artifacts, model),
  );
}

import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import { ARTIFACT_FILES, latestPath, versionFolder } from '@lambda-forest/artifacts';

import { ModelNotTrainedError } from '../errors.ts';
import type { CommandContext } from './context.ts';
import { MODEL } from './shared-options.ts';
import type { Target } from './target.ts';

/**
 * Makes sure that there is a model to package. The default one is trained where it is not there, and a package that
 * was named has its model already.
 *
 * @param packageFolder as it was given; undefined if there has to be packaged first
 * @throws {ModelNotTrainedError}
 */
export async function requireModel(
  { model, modelVersion }: Target,
  packageFolder: string | undefined,
  { root }: Pick<CommandContext, 'root'>,
): Promise<void> {
  if (packageFolder !== undefined) return;
  if (model === MODEL.default && modelVersion === undefined) return;
  const path =
    modelVersion === undefined
      ? latestPath(model)
      : join(versionFolder(model, modelVersion), ARTIFACT_FILES.model);
  const isThere = await stat(join(root, 'artifacts', path)).then(
    () => true,
    () => false,
  );
  if (!isThere) throw new ModelNotTrainedError(model, modelVersion);
}

import { modelFolder } from './layout.ts';
import { isModelName } from './model-name.ts';

/** What there is below the folder of all models. */
export interface KnownModels {
  /** Names of models. */
  readonly names: readonly string[];
  /** Versions of the requested model; empty if there is no such model. */
  readonly versions: readonly string[];
}

/** Lists a folder, as `readdir` of `node:fs/promises` does. */
export type ReadFolder = (
  path: string,
  options: { withFileTypes: true },
) => Promise<readonly { readonly name: string; isDirectory: () => boolean }[]>;

/**
 * Lists the existing models, for messages about a missing one; a folder that cannot be read has none.
 *
 * @param artifacts the folder of all models
 * @param name of the model that was meant
 */
export async function knownModels(
  readFolder: ReadFolder,
  artifacts: string,
  name: string,
): Promise<KnownModels> {
  const foldersIn = async (path: string) => {
    const entries = await readFolder(path, { withFileTypes: true }).catch(() => []);
    return entries
      .filter((entry) => entry.isDirectory() && isModelName(entry.name))
      .map((entry) => entry.name);
  };
  return {
    names: await foldersIn(artifacts),
    versions: await foldersIn(`${artifacts}/${modelFolder(name)}`),
  };
}

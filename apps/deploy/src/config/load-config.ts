import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { DeployConfigError } from '../errors.ts';
import type { DeployConfig } from './config-schema.ts';
import { parseConfig } from './parse-config.ts';

/**
 * Reads a configuration file: a TypeScript or JavaScript module whose default export is one.
 *
 * @param path absolute, or from the current folder
 * @throws {DeployConfigError} if it is not there, is not such a module, or has mistakes
 */
export async function loadConfig(path: string): Promise<DeployConfig> {
  const file = basename(path);
  const absolute = resolve(path);
  const exists = await stat(absolute).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!exists) throw new DeployConfigError(file, [`found no file ${path}, expected one`]);
  let module: unknown;
  try {
    module = await import(/* @vite-ignore */ pathToFileURL(absolute).href);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n', 1)[0] : String(error);
    throw new DeployConfigError(file, [`found a module that cannot be loaded (${reason})`], error);
  }
  if (typeof module !== 'object' || module === null || !('default' in module)) {
    throw new DeployConfigError(file, [
      'found no default export, expected "export default defineConfig({ ... })"',
    ]);
  }
  return parseConfig(module.default, file);
}

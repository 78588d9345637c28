import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { printable } from '@lambda-forest/text';

import { DeployConfigError } from '../errors.ts';
import type { DeployConfig } from './config-schema.ts';
import { parseConfig } from './parse-config.ts';

/**
 * Reads a configuration file: a TypeScript or JavaScript module whose default export is one.
 *
 * @param path absolute, or from the current folder
 * @throws {DeployConfigError} if it is missing, is not such a module, or has mistakes
 */
export async function loadConfig(path: string): Promise<DeployConfig> {
  const file = basename(path);
  const absolute = resolve(path);
  const exists = await stat(absolute).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!exists)
    throw new DeployConfigError(file, [`found no file ${path}, expected a configuration`]);
  let module: unknown;
  try {
    module = await import(/* @vite-ignore */ pathToFileURL(absolute).href);
  } catch (error) {
    throw new DeployConfigError(
      file,
      [`found a module that cannot be loaded (${reasonOf(error, absolute)})`],
      error,
    );
  }
  if (typeof module !== 'object' || module === null || !('default' in module)) {
    throw new DeployConfigError(file, [
      'found no default export, expected "export default defineConfig({ ... })"',
    ]);
  }
  return parseConfig(module.default, file);
}

/** The first line of the error, with the line of the file if Node reports one. */
function reasonOf(error: unknown, path: string): string {
  if (!(error instanceof Error)) return printable(String(error));
  const places = [path, pathToFileURL(path).href].map((place) => `${place}:`);
  const line = places
    .map((place) => /^\d+/.exec(error.stack?.split(place)[1] ?? '')?.[0])
    .find((number) => number !== undefined);
  const prefix = line === undefined ? '' : `line ${line}: `;
  return printable(`${prefix}${error.message.split('\n', 1)[0]}`);
}

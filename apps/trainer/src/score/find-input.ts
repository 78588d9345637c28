import { readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { locateData } from '../train/locations.ts';

export interface InputFiles {
  /** A folder that all of them are below; absolute. */
  readonly root: string;
  /** Their paths from there, with slashes, in order of the names. */
  readonly keys: readonly string[];
}

/**
 * The files that `--input` means: those below a folder, but for names that begin with a point or an underscore; or what
 * a pattern matches.
 *
 * @throws {UsageError} as `locateData`
 */
export function findInput(given: string): InputFiles {
  if (statSync(given, { throwIfNoEntry: false })?.isDirectory() === true) {
    return { root: resolve(given), keys: filesBelow(given, '').sort() };
  }
  const files = locateData(given, '--input');
  const root = files.map((file) => dirname(file)).reduce(commonFolder);
  return { root, keys: files.map((file) => relative(root, file).replaceAll('\\', '/')) };
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (/^[._]/.test(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(root, path) : [path]; // links to folders are not followed
  });
}

function commonFolder(one: string, other: string): string {
  let folder = one;
  while (relative(folder, other).startsWith('..')) folder = dirname(folder);
  return folder;
}

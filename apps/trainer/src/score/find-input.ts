import { existsSync, readdirSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

import { UsageError } from '@lambda-forest/cli';
import { RUN_FILES } from '@lambda-forest/scale';

import { commonFolder, isWithin } from '../pieces/common-folder.ts';
import { unreadable } from '../reading/unreadable.ts';
import { locateData } from '../train/locations.ts';

export interface InputFiles {
  /** A folder that all of them are below, whatever files there are; absolute. */
  readonly root: string;
  /** Their paths from there, with slashes, in order of the names. */
  readonly keys: readonly string[];
}

/**
 * The files that `--input` means: those below a folder, but for names that begin with a point or an underscore; or what
 * a pattern matches. Outputs of other runs that are found on the way are left out.
 *
 * @param output where the run writes, if it does
 * @throws {UsageError} as `locateData`, for a folder that cannot be read, and for an output in the folder
 */
export function findInput(given: string, output?: string): InputFiles {
  if (isFolder(given)) {
    const root = resolve(given);
    if (output !== undefined && isWithin(root, resolve(output))) {
      throw new UsageError(
        `Found the output ${output} in the folder of --input, expected it outside: a later run would score it.`,
        'Name a folder beside it with --output.',
      );
    }
    return { root, keys: filesBelow(root, '').sort() };
  }
  const fixed = given.split(',').map((part) => fixedFolder(part.trim()));
  const root = fixed.reduce(commonFolder);
  const files = locateData(given, '--input').filter((file) => {
    const folder = dirname(file);
    return fixed.includes(folder) || !isOutput(folder);
  });
  return { root, keys: files.map((file) => relative(root, file).replaceAll('\\', '/')) };
}

function filesBelow(root: string, folder: string): string[] {
  return entriesOf(join(root, folder)).flatMap((entry) => {
    const key = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const path = join(root, key);
    if (/^[._]/.test(entry.name)) return [];
    if (entry.isDirectory()) return isOutput(path) ? [] : filesBelow(root, key);
    return isFolder(path) ? [] : [key]; // links to folders are not followed
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // whoever reads it says what is wrong
  }
}

function isOutput(folder: string): boolean {
  return existsSync(join(folder, RUN_FILES.run));
}

/** The folder of a file, or that of a pattern down to where its first sign stands. */
function fixedFolder(pattern: string): string {
  return dirname(resolve(`${/^[^*?[{]*/.exec(pattern)![0]}x`));
}

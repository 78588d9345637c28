import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { UsageError } from '@lambda-forest/cli';
import {
  FOREIGN_FOLDER_FILE,
  MAX_FOREIGN_BYTES,
  readForeignFolder,
  readForeignModel,
} from '@lambda-forest/interop';
import type { ForeignModel, ReadingChoice } from '@lambda-forest/interop';
import { formatInteger } from '@lambda-forest/text';

import { unreadable } from '../reading/unreadable.ts';
import { sha256Of } from '../files/sha256.ts';
import { refuseOtherFolder } from './other-folders.ts';

export interface Source {
  readonly foreign: ForeignModel;
  /** Of the file in hexadecimal; of a folder, of its files' names and hashes, one after the other, by name. */
  readonly sha256: string;
}

/**
 * Reads a model of another library: a file, or a folder of files.
 *
 * @throws {UsageError} if there is none, it is too large, or its folder is another program's
 * @throws {ForeignModelError} if it cannot be used
 */
export async function readSource(from: string, choice: ReadingChoice): Promise<Source> {
  try {
    if ((await stat(from)).isDirectory()) return await readFolder(from, choice);
    await requireSize(from, [from]);
    const bytes = await readFile(from);
    return { foreign: readForeignModel(bytes, choice), sha256: sha256Of(bytes) };
  } catch (error) {
    throw unreadable(from, error, 'a model');
  }
}

async function readFolder(folder: string, choice: ReadingChoice): Promise<Source> {
  const all = (await readdir(folder)).sort();
  const names = all.filter((name) => FOREIGN_FOLDER_FILE.test(name));
  if (names.length === 0) await refuseOtherFolder(folder, all);
  const paths = names.map((name) => join(folder, name));
  await requireSize(folder, paths);
  const contents = await Promise.all(paths.map((path) => readFile(path)));
  const files = new Map(names.map((name, i) => [name, contents[i]!]));
  const hashes = [...files].map(([name, bytes]) => `${name}\n${sha256Of(bytes)}\n`).join('');
  return { foreign: readForeignFolder(files, choice), sha256: sha256Of(hashes) };
}

/** Before anything is read. */
async function requireSize(from: string, paths: readonly string[]): Promise<void> {
  let size = 0;
  for (const path of paths) size += (await stat(path)).size;
  if (size <= MAX_FOREIGN_BYTES) return;
  throw new UsageError(
    `Found ${formatInteger(size)} bytes in ${from}, expected at most ${formatInteger(MAX_FOREIGN_BYTES)}.`,
    'Train a smaller model.',
  );
}

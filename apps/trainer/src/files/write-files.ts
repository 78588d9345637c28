import { constants } from 'node:fs';
import { access, lstat, mkdir, open, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { UsageError } from '@lambda-forest/cli';

import { unwritable } from '../output/unwritable.ts';
import { codeOf, systemError } from './system-error.ts';
import { asideOf, cleanFolder } from './aside.ts';

export const OUTPUT_REMEDY = 'Name another folder with --output-dir.';

/**
 * Writes files into a folder so that each is either the old one or the whole new one, whatever happens:
 * all are written aside and flushed first, then renamed one after the other. What a killed process left aside is removed.
 *
 * @param files contents by file name
 * @param remedy for a folder that cannot be written to
 * @throws {UsageError} if the folder cannot be made or written to
 */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  remedy = OUTPUT_REMEDY,
): Promise<void> {
  const written = Object.entries(files).map(([name, content]) => {
    const path = join(folder, name);
    return { path, aside: asideOf(path), content };
  });
  try {
    await makeFolder(folder);
    await cleanFolder(folder);
    for (const { path } of written) await refuseFolder(path, remedy);
    for (const { aside, content } of written) await writeAndFlush(aside, content);
    for (const { path, aside } of written) await rename(aside, path);
  } catch (error) {
    await Promise.all(
      written.map(({ aside }) => rm(aside, { force: true }).catch(() => undefined)),
    );
    await rmdir(folder).catch(() => undefined); // if there is nothing else in it
    throw unwritable(folder, error, remedy);
  }
}

/**
 * Refuses, before any work is done, a folder that could not be made or written to.
 *
 * @throws {UsageError}
 */
export async function requireFolder(
  folder: string,
  names: readonly string[],
  remedy = OUTPUT_REMEDY,
): Promise<void> {
  let existing = folder;
  try {
    while (!(await isThere(existing))) existing = dirname(existing);
    if (!(await stat(existing)).isDirectory()) throw systemError('ENOTDIR');
    await access(existing, constants.W_OK);
    for (const name of names) await refuseFolder(join(folder, name), remedy);
  } catch (error) {
    throw unwritable(folder, error, remedy);
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path); // a link that leads nowhere is there, and in the way
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** One folder at a time: Node's own recursive way never ends where the system refuses oddly, as in /proc. */
export async function makeFolder(folder: string): Promise<void> {
  if (await isThere(folder)) {
    if (!(await stat(folder)).isDirectory()) throw systemError('ENOTDIR');
    return;
  }
  await makeFolder(dirname(folder));
  await mkdir(folder).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error; // another training may have made it just now
  });
}

/** A folder cannot be replaced by a file: found after the first rename, it would leave half of the files. */
async function refuseFolder(path: string, remedy: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) {
    throw new UsageError(
      `Found a folder at ${path}, expected a file or nothing.`,
      `Move it away, or ${remedy[0]!.toLowerCase()}${remedy.slice(1)}`,
    );
  }
}

async function writeAndFlush(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

import { randomBytes } from 'node:crypto';
import * as files from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { asideName, isRunning, removeLeftovers } from '@lambda-forest/artifacts';

/** Where this process writes a file before it renames it. */
export function asideOf(path: string): string {
  const random = randomBytes(6).toString('hex');
  return join(dirname(path), asideName(basename(path), process.pid, random));
}

/** Removes what killed processes left in a folder. */
export async function cleanFolder(folder: string): Promise<void> {
  await removeLeftovers(folder, files, process);
}

export function runs(pid: number): boolean {
  return isRunning(pid, process);
}

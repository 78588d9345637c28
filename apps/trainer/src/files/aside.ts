import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
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
  await removeLeftovers(folder, files, PROCESSES);
}

export function runs(pid: number): boolean {
  return isRunning(pid, PROCESSES);
}

const PROCESSES = {
  kill(pid: number, signal: 0): void {
    process.kill(pid, signal);
    if (isZombie(pid)) throw new Error(`the process ${pid} has ended`);
  },
};

/** Whether a process has ended and keeps its number because nobody asked how, as the first process of a container may. */
function isZombie(pid: number): boolean {
  try {
    return /^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false; // not Linux, or gone by now
  }
}

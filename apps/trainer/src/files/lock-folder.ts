import { readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { UsageError } from '@lambda-forest/cli';

import { unwritable } from '../output/unwritable.ts';
import { codeOf } from './system-error.ts';
import { runs } from './aside.ts';
import { makeFolder, OUTPUT_REMEDY } from './write-files.ts';

/** What the lock is called in its folder. */
export const LOCK = '.lock';
const POLL_MS = 50;
/** A process that makes the lock and writes no number so long was killed in between. */
const NUMBER_MS = 1_000;
/** Writing takes milliseconds, and a second for the largest models. */
const PATIENCE_MS = 30_000;

interface Patience {
  /** How long another process may keep the folder. Default half a minute. */
  readonly patienceMs?: number;
  /** For a folder that cannot be written to. */
  readonly remedy?: string;
}

/**
 * Does some work while no other process does any in the same folder. The lock is a file with the number of the process
 * that has it; that of a process that no longer runs does not count.
 *
 * @param folder that is made if it does not exist
 * @throws {UsageError} if it cannot be written to, or another process keeps it too long
 */
export async function withFolder<T>(
  folder: string,
  work: () => Promise<T>,
  { patienceMs = PATIENCE_MS, remedy = OUTPUT_REMEDY }: Patience = {},
): Promise<T> {
  const lock = join(folder, LOCK);
  try {
    await take(folder, lock, patienceMs);
  } catch (error) {
    throw unwritable(folder, error, remedy);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
    await rmdir(folder).catch(() => undefined); // if nothing was written
  }
}

async function take(folder: string, lock: string, patienceMs: number): Promise<void> {
  for (let waited = 0; ; waited += POLL_MS) {
    try {
      await makeFolder(folder);
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      // The process before has removed the folder, in which it wrote nothing.
      if (codeOf(error) === 'ENOENT' && waited < patienceMs) continue;
      if (codeOf(error) !== 'EEXIST') {
        await rm(lock, { force: true }); // made, but without space for the number
        throw error;
      }
    }
    const holder = await readFile(lock, 'utf8').catch(() => '');
    const isLeft = holder === '' ? waited >= NUMBER_MS : !runs(Number(holder));
    if (isLeft) await rm(lock, { force: true });
    else if (waited >= patienceMs && holder !== '') throw busy(lock, holder);
    else await setTimeout(POLL_MS);
  }
}

function busy(lock: string, holder: string): UsageError {
  return new UsageError(
    `Found the process ${holder} writing to the same folder, expected it to end.`,
    `Wait for it, or delete ${lock} if that process is none of this program's.`,
  );
}

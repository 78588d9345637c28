import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findPython, install } from '../python/environment.ts';

/**
 * Runs a check by the Python of a folder's environment, and lends it a temporary folder.
 *
 * @param notDone printed where there is no Python: nothing is wrong then
 * @param requirements the folder of `requirements.txt`
 * @returns the exit code: that of the check, 1 if it throws
 */
export async function withPython(
  notDone: string,
  requirements: string,
  check: (python: string, folder: string) => number | Promise<number>,
): Promise<number> {
  if (findPython() === undefined) {
    console.warn(`${notDone}: found no Python 3. Install Python 3.11 or newer.`);
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), 'oracles-'));
  try {
    return await check(join(install(requirements), 'python'), folder);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

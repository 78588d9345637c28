import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { unwritable } from '../output/unwritable.ts';
import { asideOf } from './aside.ts';

/** A file that is written piece by piece. */
export interface AsideFile {
  write(content: string | Uint8Array): Promise<void>;
  /** All is written: the file appears under its name. */
  finish(): Promise<void>;
  /** Nothing of it is to be kept. Does nothing after `finish`. */
  discard(): Promise<void>;
}

export const TEMPORARY_REMEDY =
  'Make room for temporary files, or name another folder for them with TMPDIR.';

/**
 * Opens a file that is written aside and renamed at the end, so that it is the old one or the whole new one.
 *
 * @param remedy for a folder that cannot be written to
 * @throws {UsageError} for such a folder, also from `write`
 */
export async function openAside(path: string, remedy: string): Promise<AsideFile> {
  const aside = asideOf(path);
  const refuse = (error: unknown) => {
    throw unwritable(dirname(path), error, remedy);
  };
  const file = await open(aside, 'wx').catch(refuse);
  let isDone = false;
  return {
    async write(content) {
      await file.appendFile(content).catch(refuse);
    },
    async finish() {
      await file.sync().catch(refuse);
      await file.close();
      await rename(aside, path);
      isDone = true;
    },
    async discard() {
      if (isDone) return;
      await file.close().catch(() => undefined);
      await rm(aside, { force: true });
    },
  };
}

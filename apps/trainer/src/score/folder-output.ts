import type { Dirent } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { RUN_FOLDERS } from '@lambda-forest/scale';
import type { InputObject, OutputFile, OutputStore } from '@lambda-forest/scale';

import { cleanFolder } from '../files/aside.ts';
import { LOCK } from '../files/lock-folder.ts';
import { openAside } from '../files/open-aside.ts';
import type { AsideFile } from '../files/open-aside.ts';
import { codeOf } from '../files/system-error.ts';
import { unwritable } from '../output/unwritable.ts';
import { etagOf } from '../pieces/folder-input.ts';

export const SCORE_OUTPUT_REMEDY =
  'Mend that, with --resume if rows had been scored, or name another folder with --output.';

/** A folder as a run's output. Every file in it is a whole one; `withFolder` keeps other runs away. */
export class FolderOutput implements OutputStore {
  readonly name: string;
  #made: string | undefined;

  constructor(folder: string) {
    this.name = folder;
  }

  /** Removes what processes that were ended have left. */
  async clean(): Promise<void> {
    for (const folder of RUN_FOLDERS) await cleanFolder(join(this.name, folder));
  }

  async *list(): AsyncGenerator<InputObject> {
    const options = { recursive: true, withFileTypes: true } as const;
    for (const entry of await readdir(this.name, options).catch(ifMissing<Dirent[]>([]))) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || entry.name === LOCK) continue;
      const key = relative(this.name, path).replaceAll('\\', '/');
      const found = await stat(path, { bigint: true });
      yield { key, size: Number(found.size), etag: etagOf(found) };
    }
  }

  get(key: string): Promise<string | undefined> {
    return readFile(join(this.name, key), 'utf8').catch(ifMissing(undefined));
  }

  async put(key: string, text: string): Promise<void> {
    const file = await this.#openAside(key);
    try {
      await file.write(text);
      await file.finish();
    } finally {
      await file.discard();
    }
  }

  async create(key: string, text: string): Promise<boolean> {
    if ((await stat(join(this.name, key)).catch(ifMissing(undefined))) !== undefined) return false;
    await this.put(key, text);
    return true;
  }

  remove(key: string): Promise<void> {
    const path = join(this.name, key);
    return rm(path, { force: true }).catch((error: unknown) => {
      throw unwritable(dirname(path), error, SCORE_OUTPUT_REMEDY);
    });
  }

  /** Between the look and the writing nobody else writes: see `withFolder`. */
  async open(key: string, replaces?: string): Promise<OutputFile> {
    const file = await this.#openAside(key);
    const finish = async () => {
      const found = await stat(join(this.name, key), { bigint: true }).catch(ifMissing(undefined));
      await ((found && etagOf(found)) === replaces ? file.finish() : file.discard());
    };
    return { ...file, finish };
  }

  async #openAside(key: string): Promise<AsideFile> {
    const path = join(this.name, key);
    const folder = dirname(path);
    if (folder !== this.#made) {
      await mkdir(folder, { recursive: true }).catch((error: unknown) => {
        throw unwritable(folder, error, SCORE_OUTPUT_REMEDY);
      });
      this.#made = folder;
    }
    return openAside(path, SCORE_OUTPUT_REMEDY);
  }
}

function ifMissing<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (codeOf(error) === 'ENOENT') return value;
    throw error;
  };
}

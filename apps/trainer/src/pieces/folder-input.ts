import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

import { InputChangedError } from '@lambda-forest/scale';
import type { InputObject, InputStore } from '@lambda-forest/scale';

import { codeOf, systemError } from '../files/system-error.ts';
import { unreadable } from '../reading/unreadable.ts';

const CHUNK_BYTES = 262_144;

/** Files of this machine, by their paths below a folder. */
export class FolderInput implements InputStore {
  readonly #root: string;
  readonly #keys: readonly string[];
  #isListed = false;

  /** @param keys in the order in which their rows are written */
  constructor(root: string, keys: readonly string[]) {
    this.#root = root;
    this.#keys = keys;
  }

  async *list(): AsyncGenerator<InputObject, void, undefined> {
    for (const key of this.#keys) {
      const path = join(this.#root, key);
      const found = await stat(path, { bigint: true }).catch((error: unknown) => {
        throw this.#isListed ? unreadableNow(key, path, error) : unreadable(path, error);
      });
      if (found.isDirectory()) throw unreadable(path, systemError('EISDIR'));
      yield { key, size: Number(found.size), etag: etagOf(found) };
    }
    this.#isListed = true;
  }

  async *read(
    object: InputObject,
    start: number,
    end: number,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const path = join(this.#root, object.key);
    const file = await open(path).catch((error: unknown) => {
      throw unreadableNow(object.key, path, error);
    });
    try {
      await requireSame(file, object);
      for (let at = start; at < end;) {
        const chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, end - at));
        const { bytesRead } = await file
          .read(chunk, 0, chunk.length, at)
          .catch((error: unknown) => {
            throw unreadable(path, error);
          });
        if (bytesRead === 0) throw new InputChangedError(object.key);
        at += bytesRead;
        yield chunk.subarray(0, bytesRead);
      }
    } finally {
      // Here, because whoever reads may leave at any chunk.
      try {
        await requireSame(file, object);
      } finally {
        await file.close();
      }
    }
  }
}

/** Why a file that was there once cannot be read. */
function unreadableNow(key: string, path: string, error: unknown): unknown {
  return codeOf(error) === 'ENOENT' ? new InputChangedError(key, error) : unreadable(path, error);
}

async function requireSame(file: FileHandle, { key, etag }: InputObject): Promise<void> {
  if (etagOf(await file.stat({ bigint: true })) !== etag) throw new InputChangedError(key);
}

export function etagOf({ size, mtimeNs, ino }: Record<'size' | 'mtimeNs' | 'ino', bigint>): string {
  return [size, mtimeNs, ino].map((part) => part.toString(36)).join('-');
}

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';

import { InputChangedError } from '../src/index.ts';
import type { InputObject, InputStore, OutputFile, OutputStore } from '../src/index.ts';

/** Files in memory, read in chunks of a given size. */
export class MemoryInput implements InputStore {
  readonly files: Map<string, Uint8Array>;
  readonly #chunk: number;

  constructor(files: Readonly<Record<string, Uint8Array | string>>, chunk = 7) {
    this.files = new Map(
      Object.entries(files).map(([key, content]) => [key, Buffer.from(content)]),
    );
    this.#chunk = chunk;
  }

  async *list(): AsyncGenerator<InputObject> {
    for (const [key, bytes] of [...this.files].sort(([a], [b]) => (a < b ? -1 : 1))) {
      yield await Promise.resolve({ key, size: bytes.length, etag: etagOf(bytes) });
    }
  }

  async *read({ key, etag }: InputObject, start: number, end: number): AsyncGenerator<Uint8Array> {
    const bytes = this.files.get(key);
    if (bytes === undefined || etagOf(bytes) !== etag) throw new InputChangedError(key);
    for (let at = start; at < end; at += this.#chunk) {
      yield await Promise.resolve(bytes.subarray(at, Math.min(end, at + this.#chunk)));
    }
  }
}

function etagOf(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

export class MemoryOutput implements OutputStore {
  readonly name = 'out';
  readonly files = new Map<string, string>();

  async *list(): AsyncGenerator<InputObject> {
    for (const [key, text] of this.files) {
      yield await Promise.resolve({ key, size: Buffer.byteLength(text), etag: text });
    }
  }

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.files.get(key));
  }

  put(key: string, text: string): Promise<void> {
    this.files.set(key, text);
    return Promise.resolve();
  }

  remove(key: string): Promise<void> {
    this.files.delete(key);
    return Promise.resolve();
  }

  create(key: string, text: string): Promise<boolean> {
    if (this.files.has(key)) return Promise.resolve(false);
    this.files.set(key, text);
    return Promise.resolve(true);
  }

  open(key: string, replaces?: string): Promise<OutputFile> {
    const chunks: Uint8Array[] = [];
    return Promise.resolve({
      write: (bytes) => Promise.resolve(void chunks.push(bytes)),
      finish: async () => {
        if (this.files.get(key) === replaces) await this.put(key, Buffer.concat(chunks).toString());
      },
      discard: () => Promise.resolve(),
    });
  }
}

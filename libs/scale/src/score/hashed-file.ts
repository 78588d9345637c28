import { createHash } from 'node:crypto';
import { Buffer } from 'node:buffer';

import type { OutputFile } from '../store.ts';

/** A text that is being written, with its hash. */
export class HashedFile {
  readonly #file: OutputFile;
  readonly #hash = createHash('sha256');
  #bytes = 0;

  constructor(file: OutputFile) {
    this.#file = file;
  }

  async write(text: string): Promise<void> {
    if (text === '') return;
    const bytes = Buffer.from(text);
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    await this.#file.write(bytes);
  }

  finish(): Promise<void> {
    return this.#file.finish();
  }

  discard(): Promise<void> {
    return this.#file.discard();
  }

  get written(): { readonly bytes: number; readonly sha256: string } {
    return { bytes: this.#bytes, sha256: this.#hash.copy().digest('hex') };
  }
}

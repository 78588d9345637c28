import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { UsageError } from '@lambda-forest/cli';

import { cleanFolder } from '../files/aside.ts';
import { openAside } from '../files/open-aside.ts';

/** Where text is written to, piece by piece. */
export interface TextSink {
  /** Whether whoever read has stopped reading: there is no use in writing more. */
  readonly isClosed: boolean;
  /** Settles when the text is taken, so that no more than a piece waits in memory. */
  write(text: string): Promise<void>;
  /** All is written: a file appears under its name. */
  finish(): Promise<void>;
  /** Nothing of it is to be kept. Does nothing after `finish`. */
  discard(): Promise<void>;
}

export const STDOUT = '-';

/**
 * Opens what `--out` names.
 *
 * @throws {UsageError} if there is no such folder, it cannot be written to, or the path is a folder's
 */
export async function openOutput(out: string): Promise<TextSink> {
  return out === STDOUT ? stdoutSink() : fileSink(resolve(out));
}

function stdoutSink(): TextSink {
  const { stdout } = process;
  let isClosed = false;
  const close = () => {
    isClosed = true;
  };
  stdout.once('close', close).once('error', close);
  return {
    get isClosed() {
      return isClosed || stdout.destroyed;
    },
    async write(text) {
      if (isClosed || stdout.destroyed || stdout.write(text)) return;
      const settled = new AbortController();
      const { signal } = settled;
      await Promise.race([
        once(stdout, 'drain', { signal }),
        once(stdout, 'close', { signal }),
      ]).catch(() => undefined); // an error is the reader's leaving, and noted above
      settled.abort();
    },
    finish: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}

async function fileSink(path: string): Promise<TextSink> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) {
    throw new UsageError(`Found a folder at ${path}, expected a file.`, 'Name a file with --out.');
  }
  await cleanFolder(dirname(path));
  return { isClosed: false, ...(await openAside(path, 'Name another file with --out.')) };
}

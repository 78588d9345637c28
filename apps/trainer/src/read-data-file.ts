import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { UsageError } from '@lambda-forest/cli';

import { requireMemory } from './require-memory.ts';

export interface DataFile {
  /** The file's name without its folder: what messages and the model's provenance call it. */
  readonly source: string;
  readonly bytes: Uint8Array;
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
}

/** @throws {UsageError} if there is no such file, it cannot be read, or it is too large for the memory */
export async function readDataFile(path: string): Promise<DataFile> {
  const bytes = await read(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { source: basename(path), bytes, sha256 };
}

/**
 * The SHA-256 of a file's bytes, in hexadecimal, however large it is.
 *
 * @throws {UsageError} as `readDataFile` does
 */
export async function hashDataFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await regularSize(path);
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    throw unreadable(path, error);
  }
  return hash.digest('hex');
}

/** A pipe or a device could be read once only, and training reads twice: for the cache and for itself. */
async function regularSize(path: string): Promise<number> {
  const found = await stat(path);
  if (found.isDirectory() || found.isFile()) return found.size;
  throw new UsageError(
    `Found no regular file at ${path}, expected a CSV file.`,
    'Write the table into a file and name that with --data.',
  );
}

async function read(path: string): Promise<Uint8Array> {
  requireMemory(path, await regularSize(path));
  return readFile(path);
}

function unreadable(path: string, error: unknown): unknown {
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UsageError(
        `Found no file at ${path}, expected a CSV file.`,
        'Correct the path after --data.',
      );
    case 'EISDIR':
      return new UsageError(
        `Found a folder at ${path}, expected a CSV file.`,
        'Name a file in it with --data.',
      );
    case 'EACCES':
    case 'EPERM':
      return new UsageError(
        `Found no permission to read ${path}.`,
        'Allow it, or name another file with --data.',
      );
    default:
      return error;
  }
}

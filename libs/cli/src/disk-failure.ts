import { printable } from '@lambda-forest/text';

import { UsageError } from './errors.ts';

/** What the system says of a file that cannot be written, by its error code; a place follows. */
export const DISK_PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write to',
  EPERM: 'no permission to write to',
  EROFS: 'no permission to write to',
  ENOSPC: 'no space left in',
  EDQUOT: 'no space left in',
  EFBIG: 'no space left in',
};

/**
 * The user's to mend, and one line: a full or read-only disk, wherever it was met. Any other error as it is.
 *
 * @param place where it was met; by default what the error names, or the folder for temporary files
 */
export function asDiskFailure(error: unknown, place?: string): unknown {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return error;
  const problem = DISK_PROBLEMS[String(error.code)];
  if (problem === undefined) return error;
  const path = 'path' in error ? printable(String(error.path)) : 'a folder that was written to';
  return new UsageError(
    `Found ${problem} ${place ?? path}.`,
    'Make room or allow it; the environment variable TMPDIR names the folder of temporary files.',
  );
}

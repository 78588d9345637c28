import { UsageError } from '@lambda-forest/cli';
import { unpackingError } from '@lambda-forest/table';

import { ReadingCancelledError } from '../errors.ts';
import { codeOf } from '../files/system-error.ts';

/** What is the user's to mend about a file that could not be read; any other error as it is. */
export function unreadable(path: string, error: unknown, expected = 'a table'): unknown {
  const damaged = unpackingError(path, error);
  if (damaged !== undefined) return damaged;
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
      return new UsageError(`Found no file at ${path}, expected ${expected}.`, 'Correct the path.');
    case 'ABORT_ERR':
      return new ReadingCancelledError(error);
    case 'EISDIR':
      return new UsageError(
        `Found a folder at ${path}, expected ${expected}.`,
        expected === 'a table'
          ? 'Name a file in it, or all of them by a pattern such as "folder/*.csv".'
          : 'Name a file in it.',
      );
    case 'EACCES':
    case 'EPERM':
      return new UsageError(
        `Found no permission to read ${path}, expected ${expected}.`,
        'Allow it, or name another file.',
      );
    default:
      return error;
  }
}

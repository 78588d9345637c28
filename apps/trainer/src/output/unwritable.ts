import { UsageError } from '@lambda-forest/cli';

import { codeOf } from '../files/system-error.ts';

const PROBLEMS: Readonly<Record<string, string>> = {
  EEXIST: 'a file where there should be the folder',
  ENOTDIR: 'a file where there should be the folder',
  ENOENT: 'no folder that can be written to at',
  ELOOP: 'no folder that can be written to at',
  EACCES: 'no permission to write to',
  EPERM: 'no permission to write to',
  EROFS: 'no permission to write to',
  ENAMETOOLONG: 'a name that is too long for',
  ENOSPC: 'no space left in',
  EDQUOT: 'no space left in',
  EFBIG: 'no space left in',
};

/** What is the user's to mend about a folder that could not be written to; any other error as it is. */
export function unwritable(folder: string, error: unknown, remedy: string): unknown {
  const problem = PROBLEMS[String(codeOf(error))];
  return problem === undefined ? error : new UsageError(`Found ${problem} ${folder}.`, remedy);
}

import { DISK_PROBLEMS, UsageError } from '@lambda-forest/cli';

import { codeOf } from '../files/system-error.ts';

const PROBLEMS: Readonly<Record<string, string>> = {
  ...DISK_PROBLEMS,
  EEXIST: 'a file where there should be the folder',
  ENOTDIR: 'a file where there should be the folder',
  ENOENT: 'no folder that can be written to at',
  ELOOP: 'no folder that can be written to at',
  ENAMETOOLONG: 'a name that is too long for',
};

/** What is the user's to mend about a folder that could not be written to; any other error as it is. */
export function unwritable(folder: string, error: unknown, remedy: string): unknown {
  const problem = PROBLEMS[String(codeOf(error))];
  return problem === undefined ? error : new UsageError(`Found ${problem} ${folder}.`, remedy);
}

import { placeOf } from '@lambda-forest/data';
import { singleIssue } from '@lambda-forest/table';
import { TrainingInputError } from '@lambda-forest/training';

import type { DataFile } from '../reading/read-data-file.ts';

/** An error of a row of the dataset as one of a line of its file; any other as it is. */
export function placeError(error: unknown, { table, source }: DataFile): unknown {
  if (!(error instanceof TrainingInputError) || error.row === undefined) return error;
  const { problem, row, remedy } = error;
  const message = problem.replace(/^Found/, 'found').replace(/\.$/, '');
  return singleIssue(source, { ...placeOf(table, row), message }, remedy);
}

import type { DataValidationError } from '../errors.ts';
import { singleIssue } from '../issues/issue-list.ts';
import type { ProblemText } from './csv-problem.ts';

/** @param row the line on which the row starts, from 1 */
export function problemError(
  source: string,
  row: number,
  [found, expected, remedy]: ProblemText,
): DataValidationError {
  return singleIssue(source, { row, message: `found ${found}, expected ${expected}` }, remedy);
}

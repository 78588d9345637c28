import type { DataValidationError } from '../errors.ts';
import { singleIssue } from '../issues/issue-list.ts';

/** What is no table, or not in the format that was said. */
export interface Foreign {
  /** What a person calls it, with its article. */
  readonly found: string;
  /** Default: any format that is read. */
  readonly expected?: string;
  /** How to make a table of it. */
  readonly remedy: string;
}

/** @param source what messages call the file */
export function refuseForeign(
  source: string,
  { found, expected = 'CSV, JSON Lines or Parquet', remedy }: Foreign,
): DataValidationError {
  return singleIssue(source, { message: `found ${found}, expected ${expected}` }, remedy);
}

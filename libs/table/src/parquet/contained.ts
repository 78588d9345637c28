import { printable } from '@lambda-forest/text';

import { DataValidationError } from '../errors.ts';
import { singleIssue } from '../issues/issue-list.ts';

/**
 * Whatever goes wrong in reading a file's bytes, as one line that names the file and the column: the decoders of
 * Parquet throw errors of many kinds for bytes that are damaged. Errors of the operating system stay as they are.
 *
 * @throws {DataValidationError}
 */
export async function contained<T>(
  source: string,
  column: string | undefined,
  read: () => T | Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof DataValidationError || isOfSystem(error)) throw error;
    const why = printable(error instanceof Error ? error.message : String(error));
    const message = `found no Parquet that can be read (${why})`;
    const remedy = 'Write the file again, with Snappy, Gzip, Zstandard or no compression.';
    throw singleIssue(source, { ...(column !== undefined && { column }), message }, remedy, error);
  }
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

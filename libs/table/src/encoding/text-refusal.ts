import type { DataValidationError } from '../errors.ts';
import { singleIssue } from '../issues/issue-list.ts';
import type { EncodingName } from './sniff-encoding.ts';

const REMEDY = 'Save the file as UTF-8 text, or name its encoding with --encoding.';

/** @param row the line, from 1, on which the byte stands */
export function refuseBinary(source: string, row: number): DataValidationError {
  const message =
    'found a NUL byte, expected text: the file is binary, or UTF-16 without a byte order mark';
  return singleIssue(source, { row, message }, REMEDY);
}

/** @param row the line, from 1, on which the first wrong byte stands */
export function refuseBytes(
  source: string,
  row: number,
  name: EncodingName,
  cause?: unknown,
): DataValidationError {
  return singleIssue(
    source,
    { row, message: `found bytes that are not ${name} text` },
    REMEDY,
    cause,
  );
}

import { option } from '@lambda-forest/text';
import type { DataValidationError } from '../errors.ts';
import { singleIssue } from '../issues/issue-list.ts';
import type { EncodingName } from './marked-encoding.ts';

const REMEDY = `Save the file as UTF-8 text, or name its encoding with ${option('encoding')}`;

/**
 * @param row the line of the byte, from 1
 * @param isRare whether most of the bytes around it are text
 */
export function refuseBinary(source: string, row: number, isRare: boolean): DataValidationError {
  const found = 'found a NUL byte, expected text';
  if (isRare) {
    const remedy = "Take it out, as with tr -d '\\000' < FILE > table.csv.";
    return singleIssue(source, { row, message: found }, remedy);
  }
  const message = `${found}: the file is binary, or UTF-16 without a byte order mark`;
  return singleIssue(source, { row, message }, `${REMEDY}, such as utf-16le.`);
}

/** Of UTF-16 half the bytes are NUL, of what is binary many. */
export function areRare(nuls: number, length: number): boolean {
  return 50 * nuls < length;
}

/** @param row the line of the first invalid byte, from 1 */
export function refuseBytes(
  source: string,
  row: number,
  name: EncodingName,
  cause?: unknown,
): DataValidationError {
  return singleIssue(
    source,
    { row, message: `found bytes that are not ${name} text` },
    `${REMEDY}, such as windows-1250 or macintosh.`,
    cause,
  );
}

import { RequestError } from '../errors.ts';

/** @throws {RequestError} BODY_TOO_LARGE for more than `maxRows` */
export function requireRowCount(count: number, maxRows: number): void {
  if (count <= maxRows) return;
  throw new RequestError(
    'BODY_TOO_LARGE',
    `${count} rows`,
    `at most ${maxRows}`,
    'Send them in several requests.',
  );
}

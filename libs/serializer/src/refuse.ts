import { ModelCorruptedError } from './errors.ts';

/** @throws {ModelCorruptedError} */
export function refuse(found: string, expected: string, cause?: unknown): never {
  throw new ModelCorruptedError(`Found ${found}, expected ${expected}.`, cause);
}

/** @throws {ModelCorruptedError} under the condition; both texts are in the message */
export function refuseIf(condition: boolean, found: string, expected: string): void {
  if (condition) refuse(found, expected);
}

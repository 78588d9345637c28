import { ModelCorruptedError } from './errors.ts';

/** @throws {ModelCorruptedError} under the condition; both texts are in the message */
export function refuseIf(condition: boolean, found: string, expected: string): void {
  if (condition) throw new ModelCorruptedError(`Found ${found}, expected ${expected}.`);
}

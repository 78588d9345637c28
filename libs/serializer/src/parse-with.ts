import { problemIn } from '@lambda-forest/schema/shape';
import type { Shape } from '@lambda-forest/schema/shape';

import { InvalidModelError } from './errors.ts';

/**
 * Turns an untrusted value into what `shape` describes, which is the same value.
 *
 * @param name what to call the value in a message
 * @throws {InvalidModelError} naming the first field that is not as it should be
 */
export function parseWith<T>(shape: Shape<T>, value: unknown, name: string): T {
  const problem = problemIn(name, shape, value);
  if (problem) throw new InvalidModelError(problem);
  return value as T;
}

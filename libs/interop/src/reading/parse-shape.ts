import { quote } from '@lambda-forest/text';
import type * as z from 'zod/mini';

import { damaged } from '../errors.ts';

/**
 * Untrusted JSON as a library writes it.
 *
 * @param library that messages name
 * @throws {ForeignModelError} naming the first member that has another shape
 */
export function parseShape<T extends z.ZodMiniType>(
  shape: T,
  value: unknown,
  library: string,
): z.output<T> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const place = issue.path.length === 0 ? 'the top' : issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    throw damaged(
      `Found the unknown ${quote(issue.keys[0]!)} at ${place} of a model of ${library}, expected none: it might change its answers.`,
    );
  }
  const expected = 'expected' in issue ? String(issue.expected) : `what ${library} writes there`;
  throw damaged(`Found something else at ${place} of a model of ${library}, expected ${expected}.`);
}

/** The kinds of values that a configuration has. Each names its bounds in the message for an invalid value. */
import { z } from 'zod';
import { formatInteger } from '@lambda-forest/text';

/** A whole number from `least` to `most`, both inclusive. */
export function whole(least: number, most: number): z.ZodNumber {
  const error = `expected a whole number from ${formatInteger(least)} to ${formatInteger(most)}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

/** A number from `least` to `most`, both inclusive. */
export function quantity(least: number, most: number): z.ZodNumber {
  const error = `expected a number from ${formatInteger(least)} to ${formatInteger(most)}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
}

/** A text that matches `pattern`; `expects` completes "expected ...". */
export function matching(pattern: RegExp, expects: string): z.ZodString {
  const error = `expected ${expects}`;
  return z.string({ error }).regex(pattern, { error });
}

/** One of several values. */
export function oneOf<const Value extends string | number>(
  values: readonly Value[],
): z.ZodLiteral<Value> {
  const words = values.map((value) => JSON.stringify(value)).join(', ');
  return z.literal(values, { error: `expected one of ${words}` });
}

export function yesOrNo(): z.ZodBoolean {
  return z.boolean({ error: 'expected true or false' });
}

/**
 * The kinds of values that a configuration has. Each names its bounds in the message for an invalid value, which is
 * compared with no other option.
 */
import { z } from 'zod';
import { formatInteger } from '@lambda-forest/text';

/** A whole number from `least` to `most`, both inclusive. */
export function whole(least: number, most: number): z.ZodNumber {
  const error = `expected a whole number from ${formatInteger(least)} to ${formatInteger(most)}`;
  return z.int({ error }).min(least, { error, abort: true }).max(most, { error, abort: true });
}

/** A number from `least` to `most`, both inclusive. */
export function quantity(least: number, most: number): z.ZodNumber {
  const error = `expected a number from ${formatInteger(least)} to ${formatInteger(most)}`;
  return z.number({ error }).min(least, { error, abort: true }).max(most, { error, abort: true });
}

/** A text that matches `pattern`; `expects` completes "expected ...". A number may look right, but for its quotes. */
export function matching(pattern: RegExp, expects: string): z.ZodString {
  const error = `expected ${expects}`;
  const quoted = ({ input }: { readonly input?: unknown }) =>
    typeof input === 'number' ? `${error}, in quotes` : error;
  return z.string({ error: quoted }).regex(pattern, { error, abort: true });
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

/** A text in which `mistakeIn` finds nothing wrong; what it finds completes "found ...". */
export function faultless(mistakeIn: (text: string) => string | undefined): z.ZodString {
  return z
    .string({ error: () => mistakeIn('') ?? 'expected a text' })
    .superRefine((text, context) => {
      const message = mistakeIn(text);
      if (message !== undefined) {
        context.addIssue({ code: 'custom', message, input: text, continue: false });
      }
    });
}

/**
 * A list of at most `most` texts, each of them once.
 *
 * @param folded what two texts must not have in common. Default: the text itself
 */
export function distinct(
  item: z.ZodString,
  most: number,
  folded = (text: string) => text,
): z.ZodArray<z.ZodString> {
  return z
    .array(item)
    .max(most, { error: `expected at most ${formatInteger(most)}` })
    .superRefine((texts, context) => {
      const seen = new Set<string>();
      for (const [place, text] of texts.entries()) {
        if (seen.has(folded(text))) {
          const message = 'expected it only once in the list';
          context.addIssue({ code: 'custom', path: [place], message, input: text });
        }
        seen.add(folded(text));
      }
    });
}

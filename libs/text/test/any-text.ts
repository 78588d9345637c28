import fc from 'fast-check';

const [FIRST_SURROGATE, LAST_SURROGATE, LAST] = [0xd800, 0xdfff, 0x10ffff];

/** Any character of Unicode: what fast-check calls `binary`, without the table of all of them that it makes first. */
const character = fc
  .oneof(
    fc.integer({ max: FIRST_SURROGATE - 1, min: 0 }),
    fc.integer({ min: LAST_SURROGATE + 1, max: LAST }),
  )
  .map(
    (code) => String.fromCodePoint(code),
    (text) => (text as string).codePointAt(0)!,
  );

/** Texts of any characters. */
export const anyText = (
  bounds: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> => fc.string({ ...bounds, unit: character });

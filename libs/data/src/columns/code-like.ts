/** Numbers that are spelled like codes: read as numbers, different codes may become equal. */
export interface CodeLike {
  readonly code: 'leading-zeros' | 'exponents';
  /** One of the cells. */
  readonly example: string;
}

const LEADING_ZERO = /^[+-]?0\d+$/;
/** 12E12 may be a code, and 10E02 the same number as 1E03. */
const EXPONENT = /^\d+E\d+$/i;

/** @param words distinct, trimmed, not missing */
export function codeLike(words: readonly string[]): CodeLike | undefined {
  const zeros = words.find((word) => LEADING_ZERO.test(word));
  if (zeros !== undefined) return { code: 'leading-zeros', example: zeros };
  const [example] = words;
  if (example === undefined || !words.every((word) => EXPONENT.test(word))) return undefined;
  return { code: 'exponents', example };
}

/** Numbers that are spelled like codes: read as numbers, different codes may become equal. */
export interface CodeLike {
  readonly code: 'leading-zeros' | 'trailing-zeros' | 'exponents' | 'shortened' | 'months';
  /** One of the cells. */
  readonly example: string;
}

const LEADING_ZERO = /^[+-]?0\d+(?:[.,]\d+)?$/;
/** What a spreadsheet shows of a number of 12 digits or more, and writes so. */
const SHORTENED = /^[1-9](?:[.,]\d{1,5})?E\+(?:1[1-9]|2\d)$/;
/** 12E12 may be a code, and 10E02 the same number as 1E03. Programs that write numbers have a point or a sign in them. */
const EXPONENT = /^\d+E\d+$/i;
const WHOLE_OR_EXPONENT = /^\d+(?:E\d+)?$/i;
/** Month and year, whose point makes a fraction of the year. */
const MONTH = /^(?:(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d|(?:19|20)\d\d\.(?:0[1-9]|1[0-2]))$/;
/** 1.10 may be the version after 1.9, and as a number it is 1.1. */
const VERSION = /^\d{1,2}\.\d{1,2}$/;

/** @param words distinct, trimmed, not missing */
export function codeLike(words: readonly string[]): CodeLike | undefined {
  if (words.length > 1 && words.every((word) => MONTH.test(word))) {
    return { code: 'months', example: words[0]! };
  }
  const zeros = words.find((word) => LEADING_ZERO.test(word));
  if (zeros !== undefined) return { code: 'leading-zeros', example: zeros };
  const exponent = words.find((word) => EXPONENT.test(word));
  if (exponent !== undefined && words.every((word) => WHOLE_OR_EXPONENT.test(word))) {
    return { code: 'exponents', example: exponent };
  }
  if (words.length > 1 && words.every((word) => SHORTENED.test(word))) {
    return { code: 'shortened', example: words[0]! };
  }
  if (!words.every((word) => VERSION.test(word))) return undefined;
  const all = new Set(words);
  const longer = words.find((word) => {
    const shorter = word.slice(0, -1);
    return word.endsWith('0') && (all.has(shorter) || all.has(shorter.replace(/\.1$/, '.9')));
  });
  return longer === undefined ? undefined : { code: 'trailing-zeros', example: longer };
}

/** What programs write in the place of a value of JSON, in any case. */
const WORD = /^[+-]?(?:(nan|inf\w*|undefined|none|null|nil)|true|false)\b/i;

/** A piece of JSON that may stand where it does, as its neighbours show. */
const TOKEN =
  /"[^"\\]*(?:\\[^][^"\\]*)*"|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![\w.])|true|false|null|[ \t\r\n{}[\]]|(?<="\s*):|(?<=[^\s,:[{]\s*),(?!\s*[\],}])/y;

/** What V8 says, where that has nothing of the text in it, and the place. */
const REASON = /^SyntaxError: ([^"]*) \w+ JSON at position (\d+)/;

/** Where a text stops being JSON. */
export interface JsonFault {
  /** What stands there, where that is a common mistake, such as `NaN, for which JSON has null`, and else what is wrong. */
  readonly found: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/**
 * @param text that `JSON.parse` refuses
 * @param error that it throws
 */
export function jsonFault(text: string, error: unknown): JsonFault {
  let at = 0;
  for (TOKEN.lastIndex = 0; TOKEN.test(text);) at = TOKEN.lastIndex;
  // Pieces of JSON may be in an order that is none: V8 says where that is, mostly.
  const [, reason, place] = REASON.exec(String(error)) ?? [];
  const isMistake = !(Number(place) < at);
  if (!isMistake) at = Number(place);
  const lines = text.slice(0, at).split('\n');
  return {
    found:
      (isMistake ? mistakeIn(text.slice(at)) : undefined) ??
      `text that is not JSON${reason ? ` (${reason})` : ''}`,
    line: lines.length,
    column: lines.at(-1)!.length + 1,
  };
}

/** Other mistakes that are common, by how they begin. */
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [/^['`\u2018-\u201f]/, 'single or curly quotes, for which JSON has double ones'],
  [/^,/, 'a comma too many'],
  [/^(#|\/[/*])/, 'a comment'],
  [/^[+-]?\.?\d/, 'a number that JSON writes in another way'],
  [/^\w/, 'a word without quotes'],
];

function mistakeIn(rest: string): string | undefined {
  const [word, isNothing] = WORD.exec(rest) ?? [];
  if (word !== undefined) {
    return `${word}, for which JSON has ${isNothing ? 'null' : word.toLowerCase()}`;
  }
  return MISTAKES.find(([start]) => start.test(rest))?.[1];
}

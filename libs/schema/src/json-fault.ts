/** What programs write that have no JSON for a value, and what to write instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  NaN: 'null',
  nan: 'null',
  Infinity: 'a number or null',
  undefined: 'null',
  None: 'null',
  True: 'true',
  False: 'false',
};

/** A piece of JSON that may stand where it does. Of commas only those with something behind them. */
const TOKEN =
  /"[^"\\]*(?:\\[^][^"\\]*)*"|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?(?![\w.])|true|false|null|[\s{}[\]:]|,(?!\s*[\],}])/y;

/** Where a text stops being JSON. */
export interface JsonFault {
  /** What stands there, where that is a common mistake: `NaN, for which JSON has null`. */
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
  // All of it may be pieces of JSON in an order that is none: V8 says where that is, if it knows.
  if (at === text.length) at = Number(/position (\d+)/.exec(String(error))?.[1] ?? at);
  const lines = text.slice(0, at).split('\n');
  return { found: describe(text, at), line: lines.length, column: lines.at(-1)!.length + 1 };
}

/** Other mistakes that are common, by how they begin. */
const MISTAKES: readonly (readonly [RegExp, string])[] = [
  [/^['`\u2018-\u201f]/, 'single or curly quotes, for which JSON has double ones'],
  [/^,/, 'a comma too many'],
  [/^[+-]?\.?\d/, 'a number that JSON writes in another way'],
  [/^\w/, 'a word without quotes'],
  [/^[^ -\uffff]/, 'a control character'],
];

function describe(text: string, at: number): string {
  const rest = text.slice(at, at + 20);
  const word = /^[+-]?(\w*)/.exec(rest)![1]!;
  if (Object.hasOwn(INSTEAD, word)) return `${word}, for which JSON has ${INSTEAD[word]!}`;
  TOKEN.lastIndex = at;
  // A piece of JSON at the wrong place is no mistake in itself, nor is white space outside of texts.
  const isPiece = rest >= ' ' && TOKEN.test(text);
  const mistake = isPiece ? undefined : MISTAKES.find(([start]) => start.test(rest));
  return mistake?.[1] ?? 'text that is not JSON';
}

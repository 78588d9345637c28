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

const WORD = new RegExp(String.raw`[+-]?(${Object.keys(INSTEAD).join('|')})(?![\w$])`, 'y');

/** A piece of JSON that may stand where it does. Of commas only those with something behind them. */
const TOKEN =
  /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\d[\d.eE+-]*|true|false|null|[\s{}[\]:]|,(?!\s*[\],}])/y;

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

function describe(text: string, at: number): string {
  WORD.lastIndex = at;
  const word = WORD.exec(text)?.[1];
  if (word !== undefined) return `${word}, for which JSON has ${INSTEAD[word]!}`;
  if (text[at] === "'") return 'single quotes, for which JSON has double ones';
  return text[at] === ','
    ? 'a comma behind the last item, which JSON does not have'
    : 'text that is not JSON';
}

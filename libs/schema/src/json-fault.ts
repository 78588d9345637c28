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

const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/g;
const WORD = new RegExp(String.raw`(?<![\w$])(?:${Object.keys(INSTEAD).join('|')})(?![\w$])`);

/**
 * What makes a text no JSON, where that is a common mistake: `NaN, for which JSON has null`. Undefined for others.
 *
 * @param text that `JSON.parse` refuses
 */
export function jsonFault(text: string): string | undefined {
  const bare = text.replace(STRING, '');
  const word = WORD.exec(bare)?.[0];
  if (word !== undefined) return `${word}, for which JSON has ${INSTEAD[word]!}`;
  if (/^\s*[{[]+\s*'/.test(bare)) return 'single quotes, for which JSON has double ones';
  return /,\s*[}\]]/.test(bare)
    ? 'a comma behind the last item, which JSON does not have'
    : undefined;
}

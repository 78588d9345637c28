/** Texts that are no table, or not in the format that was said. */
import { option } from '@lambda-forest/text';

import type { DialectChoice } from '../csv/dialect.ts';
import { RECORD_SEPARATOR } from '../json-lines/json-lines-scanner.ts';
import type { Foreign } from './foreign.ts';
import { jsonDocument } from './json-document.ts';
import { printedTable } from './printed-table.ts';

/** Or a JSON text sequence, which is read as if it was that. */
const JSON_LINES = new RegExp(String.raw`^[\s${RECORD_SEPARATOR}]*\{`);
const ANY_LINE = /^[^\S\r\n]*\{/m;
/** Of several lines with a list each. */
const LISTS = /^\s*(\[[^\n]*\])\s*\n\s*\[/;
/** Of an object below a line of something else. */
const BELOW = /^[^\n{]*\n\s*\{\s*"(?:[^"\\\n]|\\.)*"\s*:[^\n]*\}\s*(?:\n|$)/;
const IS_OBJECT = new RegExp(String.raw`${JSON_LINES.source}\s*"(?:[^"\\\n]|\\.)*"\s*:`);
const LEAVE_OUT = `Leave out ${option('format')}, or name the format that the file has.`;

const OF_A_LOG = 'Write a row of CSV for each entry, below a line of names.';
const PAIR = String.raw`[\w.-]+=(?:"[^"\n]*"|[^\s,;|"]*)`;

const OTHERS: readonly (readonly [RegExp, found: string, remedy: string])[] = [
  [
    /^(?:---\s*\n)?- ["\w][^:\n]*:(?: [^\n]*|\r)?\n {2}["\w]/,
    'a list in YAML',
    `Convert it with python -c "import pandas, yaml; pandas.DataFrame(yaml.safe_load(open('FILE'))).to_csv('table.csv', index=False)".`,
  ],
  [
    /^(?:\s|[#;][^\n]*\n)*\[{1,2}[\w. "-]+\]{1,2}[^\S\n]*\n\s*["\w][^=\n]*=/,
    'settings in TOML or INI',
    'Write the table as CSV, JSON Lines or Parquet.',
  ],
  [
    /^\S+ \S+ [^[\n"]*\[\d\d\/\w{3}\/\d{4}(?::\d\d){3} [+-]\d{4}\] "/,
    'a log of a web server',
    OF_A_LOG,
  ],
  [/^[A-Z][a-z]{2} [ \d]\d(?: |:)(?:\d\d:){2}\d\d \S+ [^\s:]+: /, 'a log of a system', OF_A_LOG],
  [new RegExp(`^(?:${PAIR} +)+${PAIR}\\r?\\n${PAIR} `), 'a log of names and values', OF_A_LOG],
  [
    /^(?:[./]*\.git)?\/annex\/objects\/\S+\s*$/,
    'a pointer of git-annex',
    'Get the table itself with "git annex get".',
  ],
];

export function isJsonLines(text: string): boolean {
  return JSON_LINES.test(text);
}

/**
 * Undefined for a table in the format that was said, or in one that is found.
 *
 * @param text the start of a file
 */
export function findForeignText(
  text: string,
  format: 'csv' | 'jsonl' | undefined,
  { skipRows, skipRowsAfterHeader }: DialectChoice,
): Foreign | undefined {
  if (format === 'jsonl') {
    if (JSON_LINES.test(text) || text.trim() === '') return undefined;
    const expected = `JSON Lines, as ${option('format')} says`;
    const none = { found: 'no line that begins with {', expected, remedy: LEAVE_OUT };
    return jsonDocument(text) ?? (ANY_LINE.test(text) ? undefined : none);
  }
  if (format === undefined && JSON_LINES.test(text)) return jsonDocument(text);
  const isUncut = !skipRows && !skipRowsAfterHeader;
  const found =
    (isUncut ? (printedTable(text) ?? ofOthers(text)) : undefined) ?? jsonDocument(text);
  if (format === undefined || found !== undefined || !IS_OBJECT.test(text)) return found;
  return { found: 'JSON', expected: `CSV, as ${option('format')} says`, remedy: LEAVE_OUT };
}

function ofOthers(text: string): Foreign | undefined {
  const [, list] = LISTS.exec(text) ?? [];
  if (list !== undefined && isJson(list)) {
    return {
      found: 'a list of JSON on each line',
      remedy: `Write CSV, with a line of the columns' names: jq -r '@csv' FILE > table.csv`,
    };
  }
  if (BELOW.test(text)) {
    return { found: 'objects of JSON below another line', remedy: 'Take out the first line.' };
  }
  const [, found, remedy] = OTHERS.find(([shape]) => shape.test(text)) ?? [];
  return found === undefined ? undefined : { found, remedy: remedy! };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Texts that are no table, or not in the format that was said. */
import { option } from '@lambda-forest/text';

import { RECORD_SEPARATOR } from '../json-lines/json-lines-scanner.ts';
import { jsonDocument } from './json-document.ts';
import { printedTable } from './printed-table.ts';
import type { TextChoice } from './sniff-text.ts';

export interface ForeignText {
  /** What a person calls it, with its article. */
  readonly found: string;
  /** Default: any format that is read. */
  readonly expected?: string;
  /** How to make a table of it. */
  readonly remedy: string;
}

/** Or a JSON text sequence, which is read as if it was that. */
const JSON_LINES = new RegExp(String.raw`^[\s${RECORD_SEPARATOR}]*\{`);
const ANY_LINE = /^[^\S\r\n]*\{/m;
const IS_OBJECT = new RegExp(String.raw`${JSON_LINES.source}\s*"(?:[^"\\\n]|\\.)*"\s*:`);
const LEAVE_OUT = `Leave out ${option('format')}, or name the format that the file has.`;

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
];

export function isJsonLines(text: string): boolean {
  return JSON_LINES.test(text);
}

/**
 * Undefined for a table in the format that was said, or in one that is found.
 *
 * @param text the start of a file
 */
export function foreignText(
  text: string,
  { format, skipRows, skipRowsAfterHeader }: TextChoice,
): ForeignText | undefined {
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

function ofOthers(text: string): ForeignText | undefined {
  const [, found, remedy] = OTHERS.find(([shape]) => shape.test(text)) ?? [];
  return found === undefined ? undefined : { found, remedy: remedy! };
}

import { option, quote } from '@lambda-forest/text';

import type { Foreign } from './foreign.ts';

/** Above and in a table that is printed, such lines come early. */
const LOOKED_AT_LINES = 10;
const EXPORT = 'Export the table as CSV instead.';
const PSQL = "Export the table as CSV, in psql: \\copy (SELECT ...) TO 'table.csv' CSV HEADER";

/** By its lines; the first that fits counts. Rules between names and rows come last. */
const SHAPES: readonly (readonly [line: RegExp, found: string, remedy: string])[] = [
  [/^\s*[\u2500-\u257F]{2}/u, 'a table as DuckDB, Polars and psql print it', EXPORT],
  [
    /^\s*\+(?:[-=]+\+)+\s*$/,
    'a table as MySQL, Spark and others print it',
    'Export the table as CSV, or with tabs: mysql -B -e "SELECT ..." > table.tsv.',
  ],
  [/^\s*\|?-+(?:\+-+)+\|?\s*$/, 'a table as psql prints it', PSQL],
  [/^-\[ RECORD 1 \]|^\*{9,} 1\. row \*{9,}/, 'rows that are printed cell below cell', PSQL],
  [/^\|\|.*\|\|\s*$/, 'a table in the markup of Jira', EXPORT],
  [/^\s*\\begin\{(?:tabular|longtable|table)/, 'a table in LaTeX', EXPORT],
];

/** A line of nothing but dashes and what separates cells. */
const RULE = /^(?=.*[-=]{3})[-=:|,;\t ]+$/;

/**
 * Recognises a table that is written for people's eyes, with lines drawn between its cells.
 *
 * @param text the start of a file
 */
export function printedTable(text: string): Foreign | undefined {
  const lines = unquoted(text.split(/\r?\n/, LOOKED_AT_LINES));
  for (const [shape, found, remedy] of SHAPES) {
    if (lines.some((line) => shape.test(line))) return { found, remedy };
  }
  const at = lines.findIndex((line) => RULE.test(line));
  const isMarkdown = at > 0 && lines[at]!.includes('|');
  if (at === -1 || (at > 1 && !isMarkdown)) return undefined;
  if (at === 0) return { found: 'a line of dashes above a table', remedy: EXPORT };
  const above = at > 1 ? ` and ${option('skip-rows')}=${at - 1}` : '';
  return {
    found: `${isMarkdown ? 'a table as in Markdown, with ' : ''}a line of dashes below ${quote(lines[at - 1]!)}`,
    remedy: `Leave the dashes out with ${option('skip-rows-after-header')}=1${above}, or export the table as CSV.`,
  };
}

/** The lines that do not begin within a cell in quotes, which may hold anything. */
function unquoted(lines: readonly string[]): string[] {
  let quotes = 0;
  return lines.map((line) => {
    const isOpen = quotes % 2 === 1;
    quotes += line.split('"').length - 1;
    return isOpen ? '' : line;
  });
}

/** Tables of a Markdown document, by a parser of Markdown. */
import { lexer } from 'marked';
import type { Token, Tokens } from 'marked';

/** A row's cells by the heading of their column. */
export type Row = Readonly<Record<string, Cell>>;

interface Cell {
  /** As a reader sees it. */
  readonly text: string;
  /** What stands in code quotes, in order. */
  readonly code: readonly string[];
}

/** Every row of every table whose columns have these headings. Fails if there is none. */
export function tableRows(markdown: string, ...headings: readonly string[]): readonly Row[] {
  const tables = lexer(markdown).filter((token) => token.type === 'table') as Tokens.Table[];
  const rows = tables
    .filter(({ header }) => headings.every((each, i) => header[i]?.text === each))
    .flatMap((table) =>
      table.rows.map((cells) =>
        Object.fromEntries(
          cells.map(({ tokens }, column) => [table.header[column]!.text, cellOf(tokens)]),
        ),
      ),
    );
  if (rows.length === 0)
    throw new Error(`Found no table with ${headings.join(', ')}, expected one.`);
  return rows;
}

function cellOf(tokens: readonly Token[]): Cell {
  const leaves = tokens.flatMap(leavesOf);
  return {
    text: leaves.map((token) => ('text' in token ? String(token.text) : token.raw)).join(''),
    code: leaves
      .filter(({ type }) => type === 'codespan')
      .map(({ raw }) => raw.replace(/^`+|`+$/g, '')),
  };
}

function leavesOf(token: Token): readonly Token[] {
  const { tokens } = token as { readonly tokens?: readonly Token[] };
  return tokens === undefined ? [token] : tokens.flatMap(leavesOf);
}

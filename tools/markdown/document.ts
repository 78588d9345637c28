/** What of a Markdown document others point to, and what a translation of it has in common with it. */
import { lexer, walkTokens } from 'marked';
import type { Token, Tokens } from 'marked';

/** Where each link and picture leads, as it is written. */
export function linksOf(markdown: string): readonly string[] {
  return [...ofType<Tokens.Link>(markdown, 'link'), ...ofType<Tokens.Image>(markdown, 'image')].map(
    ({ href }) => href,
  );
}

/** What `#...` may be behind a link to the document: GitHub makes it of a heading's text, counting equal ones. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const heading of ofType<Tokens.Heading>(markdown, 'heading')) {
    const plain = textOf(heading)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
      .replaceAll(' ', '-');
    let anchor = plain;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${plain}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** A block of code with its language, empty if it names none. */
export interface Code {
  readonly language: string;
  readonly text: string;
}

export function codeOf(markdown: string): readonly Code[] {
  return ofType<Tokens.Code>(markdown, 'code').map(({ lang = '', text }) => ({
    language: lang,
    text,
  }));
}

/** The blocks in order, without their words: headings by depth, lists and tables by length. */
export function shapeOf(markdown: string): readonly string[] {
  return lexer(markdown).flatMap((token) => {
    if (token.type === 'space') return [];
    const {
      depth = '',
      items,
      rows,
    } = token as Partial<Record<'depth' | 'items' | 'rows', unknown>>;
    const length = [items, rows].find(Array.isArray)?.length ?? '';
    return [`${token.type} ${String(depth)}${length}`.trim()];
  });
}

/** What a reader reads in one go, in order, without code and the places of links: paragraphs, items, rows of tables. */
export function passagesOf(markdown: string): readonly string[] {
  return cellsOfPassages(markdown).map((cells) =>
    cells.map((tokens) => tokens.map(proseOf).join('')).join('|'),
  );
}

/** What stands in code quotes, by the same passages. */
export function quotedCodeOf(markdown: string): readonly (readonly string[])[] {
  return cellsOfPassages(markdown).map((cells) => cells.flat().flatMap(quotedCodeIn));
}

/** A passage that is no row of a table is one cell. */
function cellsOfPassages(markdown: string): readonly (readonly (readonly Token[])[])[] {
  return lexer(markdown).flatMap((token) => {
    if (token.type === 'list') return (token as Tokens.List).items.map((item) => [[item]]);
    if (token.type !== 'table') return token.type === 'space' ? [] : [[[token]]];
    return (token as Tokens.Table).rows.map((cells) => cells.map(({ tokens }) => tokens));
  });
}

function quotedCodeIn(token: Token): readonly string[] {
  if (token.type === 'codespan') return [(token as Tokens.Codespan).text];
  const { tokens = [] } = token as { readonly tokens?: readonly Token[] };
  return tokens.flatMap(quotedCodeIn);
}

function proseOf(token: Token): string {
  if (token.type === 'code' || token.type === 'codespan') return '';
  const { tokens } = token as { readonly tokens?: readonly Token[] };
  if (tokens !== undefined) return tokens.map(proseOf).join('');
  return 'text' in token ? String(token.text) : token.raw;
}

function ofType<T extends Token>(markdown: string, type: T['type']): readonly T[] {
  const tokens: T[] = [];
  void walkTokens(lexer(markdown), (token) => {
    if (token.type === type) tokens.push(token as T);
  });
  return tokens;
}

function textOf(token: Token): string {
  const { tokens } = token as { readonly tokens?: readonly Token[] };
  if (tokens !== undefined) return tokens.map(textOf).join('');
  return 'text' in token ? String(token.text) : token.raw;
}

/** What of a Markdown document others point to, and what a translation of it has in common with it. */
import { lexer, walkTokens } from 'marked';
import type { Token } from 'marked';

/** Where each link and picture leads, as it is written. */
export function linksOf(markdown: string): readonly string[] {
  return tokensOf(markdown).flatMap((token) =>
    token.type === 'link' || token.type === 'image' ? [String(token['href'])] : [],
  );
}

/** What `#...` may be behind a link to the document: GitHub makes it of a heading's text, counting equal ones. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const token of tokensOf(markdown)) {
    if (token.type !== 'heading') continue;
    const plain = textOf(token)
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
  return tokensOf(markdown).flatMap((token) =>
    token.type === 'code' ? [{ language: String(token['lang'] ?? ''), text: token.text }] : [],
  );
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

function tokensOf(markdown: string): readonly Token[] {
  const tokens: Token[] = [];
  void walkTokens(lexer(markdown), (token) => void tokens.push(token));
  return tokens;
}

function textOf(token: Token): string {
  const { tokens } = token as { readonly tokens?: readonly Token[] };
  if (tokens !== undefined) return tokens.map(textOf).join('');
  return 'text' in token ? String(token.text) : token.raw;
}

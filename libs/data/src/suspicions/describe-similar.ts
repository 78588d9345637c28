import { quote } from '@lambda-forest/text';

import { composed, visible } from '../kinds/visible-text.ts';

const MAX_EXAMPLES = 3;

/** Which of the texts look alike, or differ in little, in words; undefined if none do. */
export function describeSimilar(texts: readonly string[]): string | undefined {
  const spellings = new Map<string, string[]>();
  for (const text of texts) {
    const key = visible(text)
      .toUpperCase() // of ß this makes SS
      .replace(/[‘’ʼ´`]/g, "'")
      .replace(/[\s_-]+/g, ' ');
    spellings.set(key, [...(spellings.get(key) ?? []), text]);
  }
  const groups = [...spellings.values()].filter((alike) => alike.length > 1);
  if (groups.length === 0) return undefined;
  const shown = groups.slice(0, MAX_EXAMPLES).map((alike) => alike.map(quote).join(' and '));
  const areEqual = (form: (text: string) => string) =>
    groups.some((alike) => new Set(alike.map(form)).size < alike.length);
  const look = areEqual(composed)
    ? 'invisibly (in the form of their Unicode) or in'
    : areEqual(visible)
      ? 'invisibly (in letters of another alphabet) or in'
      : 'in';
  return `${shown.join('; ')} differ ${look} case, blanks, quotes or dashes alone`;
}

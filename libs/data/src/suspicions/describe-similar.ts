import { quote } from '@lambda-forest/text';

const MAX_EXAMPLES = 3;

/** Letters of Cyrillic and Greek that look like one of Latin, before that one. */
const TWINS = new Map(
  [
    ['\u0410\u0412\u0415\u041a\u041c', 'ABEKM'],
    ['\u041d\u041e\u0420\u0421\u0422', 'HOPCT'],
    ['\u0423\u0425\u0406\u0408\u0405', 'YXIJS'],
    ['\u0430\u0435\u043e\u0440\u0441', 'aeopc'],
    ['\u0443\u0445\u0456\u0458\u0455', 'yxijs'],
    ['\u0391\u0392\u0395\u0396\u0397', 'ABEZH'],
    ['\u0399\u039a\u039c\u039d\u039f', 'IKMNO'],
    ['\u03a1\u03a4\u03a5\u03a7\u03bf', 'PTYXo'],
  ].flatMap(([others = '', latin = '']) =>
    Array.from(others, (letter, i) => [letter, latin[i]!] as const),
  ),
);
const TWIN = new RegExp(`[${[...TWINS.keys()].join('')}]`, 'gu');

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

/** A text as it looks: letters of one alphabet. */
function visible(text: string): string {
  return composed(text).replace(TWIN, (letter) => TWINS.get(letter)!);
}

/** A text in one form of Unicode, without the characters that show nothing. */
function composed(text: string): string {
  return text.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
}

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

/** A text as it looks: letters of one alphabet. */
export function visible(text: string): string {
  return composed(text).replace(TWIN, (letter) => TWINS.get(letter)!);
}

/** A text in one form of Unicode, without the characters that show nothing. */
export function composed(text: string): string {
  return text.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
}

/** What texts that look the same, but for their case, have in common. */
export function visibleKey(text: string): string {
  return visible(text).toUpperCase();
}

import { execFileSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { shellQuote, shellWord } from './index.ts';

test.each([
  ['iris@1.0.0', 'iris@1.0.0'],
  ['./out/model-2', './out/model-2'],
  ['a b.csv', "'a b.csv'"],
  ["l'été", String.raw`'l'\''été'`],
  ['$HOME', "'$HOME'"],
  ['part-*.csv', "'part-*.csv'"],
  ['', "''"],
])('the word %j is typed as %s', (text, typed) => {
  expect(shellWord(text)).toBe(typed);
});

test.skipIf(process.platform === 'win32')('a shell reads a word as it was', () => {
  const words = ['a b', "'", '$(id)', '`id`', 'a\nb', '"', '*', 'iris@1'];
  for (const spell of [shellQuote, shellWord]) {
    const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${words.map(spell).join(' ')}`]);
    expect(printed.toString().split('\0').slice(0, -1)).toEqual(words);
  }
});

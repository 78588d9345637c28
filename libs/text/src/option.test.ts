import { expect, test } from 'vitest';

import { option, printable, quote, spellOptions } from './index.ts';

const flag = (name: string) => `--${name}`;

test('an option is spelled as the program says', () => {
  const message = `Use fewer folds (${option('folds')}) or ${option('group-column')}=x.`;
  expect(spellOptions(message, flag)).toBe('Use fewer folds (--folds) or --group-column=x.');
  expect(spellOptions(message, (name) => `"${name}"`)).toContain('("folds") or "group-column"=x');
});

test('text of unknown origin cannot hold a mark', () => {
  for (const shown of [quote(option('folds')), printable(option('folds'))]) {
    expect(spellOptions(shown, flag)).toBe(shown);
  }
});

import { modelReference } from '@lambda-forest/artifacts';
import { expect, test } from 'vitest';

import { CONFIG } from './shared-options.ts';
import { optionWords } from './target.ts';

test.each([
  ['iris', '--stage=dev'],
  ['iris@1.0.0', '--stage=dev --model=iris@1.0.0'],
  ['wine', '--stage=dev --model=wine'],
  ['wine@2.0.0', '--stage=dev --model=wine@2.0.0'],
  ['./iris', '--stage=dev --model=./iris'],
  ['./my models/a', "--stage=dev --model='./my models/a'"],
])('a model that was given as %s is named so in commands', (given, words) => {
  expect(optionWords('dev', CONFIG.default, modelReference.parse(given))).toBe(words);
});

test('and a configuration, whose name a shell may take apart', () => {
  expect(optionWords('dev', 'my config.ts')).toBe("--stage=dev --config='my config.ts'");
});

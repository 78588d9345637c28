import { expect, test } from 'vitest';

import { anchorsOf, codeOf, linksOf, passagesOf, quotedCodeOf, shapeOf } from './document.ts';

const DOCUMENT = `
# \`inspect\`: what it *says*, año

See [the README](../README.md#a), | ![a picture](b.png)

## Twice

- [in a list](#twice-1)
- two

## Twice

| a         | b |
| --------- | - |
| [c](d.md) | e |

\`\`\`sh
npm ci # [none](here)
\`\`\`
`;

test('links, and then pictures, are found in sentences, lists and tables, but not in code', () => {
  expect(linksOf(DOCUMENT)).toEqual(['../README.md#a', '#twice-1', 'd.md', 'b.png']);
});

test('anchors are those of GitHub', () => {
  expect([...anchorsOf(DOCUMENT)]).toEqual(['inspect-what-it-says-año', 'twice', 'twice-1']);
});

test('code and shape are what a translation keeps', () => {
  expect(codeOf(DOCUMENT)).toEqual([{ language: 'sh', text: 'npm ci # [none](here)' }]);
  expect(shapeOf(DOCUMENT)).toEqual([
    'heading 1',
    'paragraph',
    'heading 2',
    'list 2',
    'heading 2',
    'table 1',
    'code',
  ]);
});

const PASSAGES =
  '# One\n\n- two [three](4.md)\n- `5` six\n\n| a | b |\n| - | - |\n| 7 | 8 **`9`** |\n';

test('passages are prose', () => {
  expect(passagesOf(PASSAGES)).toEqual(['One', 'two three', ' six', '7|8 ']);
});

test('code in a sentence is told by its passage', () => {
  expect(quotedCodeOf(PASSAGES)).toEqual([[], [], ['5'], ['9']]);
});

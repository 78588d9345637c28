import { expect, test } from 'vitest';

import { tableRows } from './tables.ts';

const DOCUMENT = `
| option | default |
| ------ | ------- |
| \`a|b\`  | 1,024, or *none* |

| option | meaning |
| ------ | ------- |
| c      | \`d\` and \`e\` |
`;

test('the rows of every table with the headings are found, as a reader sees them', () => {
  const rows = tableRows(DOCUMENT.replace('a|b', 'a\\|b'), 'option');
  expect(rows.map(({ option }) => option?.text)).toEqual(['a|b', 'c']);
  expect(rows[0]!['default']).toEqual({ text: '1,024, or none', code: [] });
  expect(rows[1]!['meaning']).toEqual({ text: 'd and e', code: ['d', 'e'] });
  expect(tableRows(DOCUMENT, 'option', 'meaning')).toHaveLength(1);
});

test('a document without such a table is refused', () => {
  expect(() => tableRows(DOCUMENT, 'metric')).toThrow('Found no table with metric');
});

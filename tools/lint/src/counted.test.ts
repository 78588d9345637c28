/** That one of a thing is never "1 rows": numbers of things in texts are written by `count` of libs/text. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { WORKSPACE_ROOT } from './lint.ts';

const SOURCES = globSync('{apps,libs}/*/{src,program}/**/*.ts', { cwd: WORKSPACE_ROOT }).filter(
  (file) => !file.endsWith('.test.ts'),
);

/** A length in a template and the plural behind it. Bytes and bits are so many that nobody reads one. */
const UNCOUNTED =
  /\$\{(?!count\(|enumerate\()[^{}]*\.(?:length|size)\)?\} (?:(?!bytes|bits)[a-z]+ )?(?!bytes|bits)[a-z]*[a-z]s\b/g;

const uncounted = (text: string): readonly string[] => text.match(UNCOUNTED) ?? [];

test('lengths in texts are counted', () => {
  expect(SOURCES.length).toBeGreaterThan(500);
  const found = SOURCES.flatMap((file) =>
    uncounted(readFileSync(join(WORKSPACE_ROOT, file), 'utf8')).map((text) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['`Found ${rows.length} rows.`', 1],
  ['`Found ${formatInteger(a.size)} leaf values.`', 1],
  ["`Found ${count(rows.length, 'row')}.`", 0],
  ['`Found ${rows.length} in all rows.`', 0],
  ['`Found ${bytes.length} bytes.`', 0],
])('%s has %d that is not', (text, expected) => {
  expect(uncounted(text)).toHaveLength(expected);
});

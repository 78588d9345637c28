import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { EXIT_CODES } from '@lambda-forest/cli';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The error codes that classes of the workspace give themselves, each with the file. */
function codesInSources(): readonly (readonly [code: string, file: string])[] {
  const files = globSync('{apps,libs}/*/{src,program}/**/*.ts', { cwd: ROOT }).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  return files.flatMap((file) => {
    const source = readFileSync(`${ROOT}${file}`, 'utf8');
    if (!source.includes('extends LambdaForestError')) return [];
    const code = source.replaceAll(/^ *\*.*$/gm, '').matchAll(/\bsuper\(\s*'([A-Z_]+)'/g);
    return [...code].map(([, name = '']) => [name, file] as const);
  });
}

test('every error that can end a command has an exit code, and no exit code is without an error', () => {
  const codes = codesInSources();
  const unknown = codes.filter(([code]) => !(code in EXIT_CODES));
  expect(unknown).toEqual([]);
  const known = new Set(codes.map(([code]) => code));
  expect(Object.keys(EXIT_CODES).filter((code) => !known.has(code))).toEqual([]);
});

/** oxlint, which `nx run <project>:lint` starts, finds what ESLint finds by the rules of eslint.config.js. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { lint, WORKSPACE_ROOT } from './lint.ts';

/** Breaks each rule in a library's source; elsewhere some of this is allowed. */
const CODE = `import '@lambda-forest/training';
import 'ml-random-forest';
import 'node:fs';
export const values = [process.env, fetch, Math.random(), Date.now(), new Date(), performance];
export const flags = ['Name a column (--target).', \`Say \${1} in --schema.\`];
console.log(values);
await import('node:fs');
await import('@lambda-forest/training');
export default { values };
`;
/** Where it stands, and how many rules ESLint says it breaks there. */
const PATHS = {
  'libs/data/src/x.ts': 15,
  'libs/data/src/x.test.ts': 3,
  'libs/data/test/x.ts': 3,
  'libs/cli/src/x.ts': 13,
  'libs/logging/src/x.ts': 11,
  'apps/inference/src/x.ts': 4,
  'tools/lint/src/x.ts': 0,
};
const RULES = /^(no-console|no-restricted-\w+|@nx\/.*)$/;

let folder: string;
let found: readonly Diagnostic[];

interface Diagnostic {
  readonly code: string;
  readonly message: string;
  readonly filename: string;
}

/** A workspace of these files and a library that they import, with the configuration and the project graph of ours. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambda-forest-oxlint-'));
  for (const name of ['nx.json', '.nx', 'package.json', 'tsconfig.base.json']) {
    symlinkSync(join(WORKSPACE_ROOT, name), join(folder, name));
  }
  const ours = JSON.stringify(join(WORKSPACE_ROOT, 'oxlint.config.ts'));
  write(
    'oxlint.config.ts',
    `import ours from ${ours};\nexport default { ...ours, options: {} };\n`,
  );
  write('libs/training/src/index.ts', '');
  write('libs/training/package.json', JSON.stringify({ name: '@lambda-forest/training' }));
  mkdirSync(join(folder, 'node_modules/@lambda-forest'), { recursive: true });
  symlinkSync('../../libs/training', join(folder, 'node_modules/@lambda-forest/training'));
  for (const path of Object.keys(PATHS)) write(path, CODE);
  const oxlint = join(WORKSPACE_ROOT, 'node_modules/.bin/oxlint');
  const { stdout } = spawnSync(oxlint, ['--format=json', ...Object.keys(PATHS)], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NX_WORKSPACE_ROOT_PATH: folder },
  });
  ({ diagnostics: found } = JSON.parse(stdout) as { diagnostics: Diagnostic[] });
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

test.each(Object.entries(PATHS))('in %s they find %d faults', async (path, count) => {
  const expected = await lint(path, CODE);
  expect(expected).toHaveLength(count);
  const ofOxlint = found
    .filter(({ filename }) => filename === path)
    .map(({ code }) =>
      code.replace(/^(?:(@nx)|eslint(?:-js)?)\((.*)\)$/, (_, nx, rule) =>
        nx ? `${nx}/${rule}` : rule,
      ),
    )
    .filter((rule) => RULES.test(rule));
  expect(ofOxlint.sort()).toEqual(expected.map(({ rule }) => rule).sort());
});

import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { freshFolder } from '../../test/fixture.ts';
import { loadConfig } from './index.ts';

function file(name: string, text: string): string {
  const path = join(freshFolder(), name);
  writeFileSync(path, text);
  return path;
}

test('the configuration of this repository has both stages, closed and with a canary in production', async () => {
  const path = new URL('../../deploy.config.ts', import.meta.url).pathname;
  const { stages } = await loadConfig(path);
  expect(Object.keys(stages)).toEqual(['staging', 'production']);
  expect(stages['production']!.rollout).toEqual({ type: 'canary', percent: 10, minutes: 5 });
  expect(stages['staging']!.rollout).toEqual({ type: 'all-at-once' });
  for (const { auth, emulator } of Object.values(stages)) {
    expect(auth.type).toBe('iam');
    expect(emulator).toBe(false);
  }
});

test('a configuration may be plain JavaScript', async () => {
  const path = file(
    'my.config.mjs',
    'export default { stages: { dev: { region: "us-east-1" } } };',
  );
  expect((await loadConfig(path)).stages['dev']!.region).toBe('us-east-1');
});

test.each([
  ['export default { stages: {} };', 'found {} at stages'],
  ['export const config = {};', 'found no default export'],
  ['throw new Error("no\\nsecond line");', 'found a module that cannot be loaded (line 1: no)'],
  ['\n\nthrow "\u001b[31mred";', 'found a module that cannot be loaded (\\u{1b}[31mred)'],
])('%s is one line that names the file', async (text, expected) => {
  const loading = loadConfig(file('my.config.mjs', text));
  await expect(loading).rejects.toThrow(expected);
  await expect(loading).rejects.toThrow(/^In my\.config\.mjs: [^\n]+$/);
});

test('a missing configuration is named', async () => {
  await expect(loadConfig('/nowhere/deploy.config.ts')).rejects.toThrow(
    'In deploy.config.ts: found no file /nowhere/deploy.config.ts, expected a configuration. Correct it.',
  );
});

test('a syntax error in TypeScript is reported with its line', () => {
  const text =
    'export default {\n  stages: {\n    dev: { region: "us-east-1" memoryMb: 1 },\n  },\n};';
  // Loaded by Node itself, as in the program: Vitest reads TypeScript in its own way.
  const script = `
    import { loadConfig } from ${JSON.stringify(new URL('./load-config.ts', import.meta.url).href)};
    await loadConfig(${JSON.stringify(file('my.config.ts', text))}).catch(({ message }) => console.log(message));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
  });
  expect(stdout).toMatch(
    /^In my\.config\.ts: found a module that cannot be loaded \(line 3: .*\)\. Correct it\.\n$/,
  );
});

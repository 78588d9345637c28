import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'build-'));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/a.ts'), '');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a build that several programs need', () => {
  test('is done once, while the others wait', async () => {
    const codes = await Promise.all([build(), build(), build()]);

    expect(codes).toEqual([0, 0, 0]);
    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('start end ');
  });

  test('is done again where a source is newer', async () => {
    await build();
    const later = new Date(Date.now() + 1_000);
    utimesSync(join(root, 'src/a.ts'), later, later);
    await build();

    expect(readFileSync(join(root, 'log'), 'utf8')).toBe('start end start end ');
  });
});

/** Builds in a process of its own; a second build in the same moment would be between the words of the first. */
async function build(): Promise<unknown> {
  const source = `
    import { appendFileSync, writeFileSync } from 'node:fs';
    import { buildIfStale } from ${JSON.stringify(new URL('../src/build.ts', import.meta.url).href)};
    const root = ${JSON.stringify(root)};
    const wanted = { project: 'any', output: 'out', sources: ['src'] };
    await buildIfStale(root, wanted, () => {
      appendFileSync(root + '/log', 'start ');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      appendFileSync(root + '/log', 'end ');
      writeFileSync(root + '/out', '');
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: 'inherit',
  });
  const [code] = await once(child, 'close');
  return code;
}

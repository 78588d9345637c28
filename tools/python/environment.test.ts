import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test, vi } from 'vitest';

import { findPython, install, isInstalled, programsOf, run } from './environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'lambda-forest-python-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('an environment is installed as long as its requirements stay what they were', () => {
  writeFileSync(join(folder, 'requirements.txt'), 'a==1\n');
  expect(isInstalled(folder)).toBe(false);
  mkdirSync(join(folder, '.venv'));
  writeFileSync(join(folder, '.venv/installed-requirements.txt'), 'a==1\n');
  expect(isInstalled(folder)).toBe(true);
  expect(install(folder)).toBe(programsOf(folder));
  writeFileSync(join(folder, 'requirements.txt'), 'a==2\n');
  expect(isInstalled(folder)).toBe(false);
});

test('without Python nothing is installed', () => {
  vi.stubEnv('PATH', '');
  expect(findPython()).toBeUndefined();
  expect(() => install(folder)).toThrow(/^Found no Python, expected 3/);
  vi.unstubAllEnvs();
  expect(existsSync(programsOf(folder))).toBe(false);
});

test('a program that cannot be started or fails is named', () => {
  expect(() => run('no-such-program', [])).toThrow(/"no-such-program".*ENOENT/);
  expect(() => run(process.execPath, ['-e', 'process.exit(3)'])).toThrow(/ended with 3/);
});

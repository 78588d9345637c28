import { expect, test, vi } from 'vitest';

import { ensureProgram, goInstall, goProblem } from './install.ts';

test('without Go, or with an older one, the problem is named', () => {
  vi.stubEnv('PATH', '');
  expect(goProblem(22)).toBe('found no Go, expected 1.22 or newer.');
  expect(goInstall('example.com/none@v1.0.0', '/nowhere')).toBe('"go install" ended with null.');
  vi.unstubAllEnvs();
  expect(goProblem(9_999)).toMatch(/^found (no Go|go1\.\d+), expected 1\.9999 or newer\.$/);
});

test('a program is built only where it is missing, and a failure is printed', () => {
  const said = vi.spyOn(console, 'error').mockReturnValue();
  ensureProgram(process.execPath, 'nothing', () => expect.unreachable());
  expect(said).not.toHaveBeenCalled();
  ensureProgram('/no/such/program', 'the workflows', () => 'found no Go.');
  ensureProgram('/no/such/program', 'the workflows', () => undefined);
  expect(said.mock.calls.flat()).toEqual([
    '\nNOT TESTED: the workflows: found no Go.\n',
    '\nNOT TESTED: the workflows: Go wrote no such program.\n',
  ]);
  said.mockRestore();
});

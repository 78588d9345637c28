import { expect, test } from 'vitest';

import { tryProgram } from './try-program.ts';

const node = (script: string) => tryProgram(process.execPath, ['--eval', script]);

test('a program that ends with 0 works, whatever it prints', async () => {
  expect(await node('console.error("a warning")')).toBeUndefined();
});

test('the reason of one that does not is its last line', async () => {
  expect(await node('console.error("first\\n\\u001b[31mred"); process.exitCode = 3')).toBe(
    '\\u{1b}[31mred',
  );
  expect(await node('process.exitCode = 3')).toBe('it ended with 3');
  expect(await tryProgram('no-such-program', [])).toBe('not there');
});

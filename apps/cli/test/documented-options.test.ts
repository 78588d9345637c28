import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { COMMANDS } from '../src/commands.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The text of all documents in a language. */
function documents(isSpanish: boolean): string {
  return globSync(['README*.md', 'docs/*.md'], { cwd: ROOT })
    .filter((name) => name.endsWith('.es.md') === isSpanish)
    .map((name) => readFileSync(`${ROOT}${name}`, 'utf8'))
    .join('\n');
}

test.each(Object.keys(COMMANDS))('the documents name every option of %s', async (name) => {
  const { summary, load } = COMMANDS[name]!;
  const help = (await load()).help({ calledAs: name, summary }, 200);
  const options = [...help.matchAll(/^ {2}(--[a-z0-9-]+)/gm)].map(([, option]) => option!);
  expect(options).toContain('--help');
  for (const isSpanish of [false, true]) {
    const text = documents(isSpanish);
    const unnamed = options.filter((option) => !new RegExp(`${option}(?![a-z0-9-])`).test(text));
    expect(unnamed).toEqual([]);
  }
});

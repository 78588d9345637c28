import { existsSync, globSync, readFileSync } from 'node:fs';

import { parseConfigFileTextToJson } from 'typescript';
import { expect, test } from 'vitest';

import { WORKSPACE_ROOT } from './lint.ts';

interface Config {
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
  readonly exclude?: readonly string[];
}
interface Project {
  readonly targets: Readonly<
    Record<string, { readonly options: { readonly commands?: readonly string[] } }>
  >;
}

/** What `tsconfig.all.json` sets for all. */
const COMMON = ['allowJs', 'checkJs'];

const all = readConfig('tsconfig.all.json');
const { targets } = JSON.parse(
  readFileSync(`${WORKSPACE_ROOT}tools/lint/project.json`, 'utf8'),
) as Project;
const commands = targets['typecheck-all']?.options.commands ?? [];
const alone = commands
  .map((command) => / -p (\S+)$/.exec(command)?.[1])
  .filter((path) => path !== 'tsconfig.all.json');

test('what is not in the program of all is checked alone, with its own options', () => {
  const withOptions = globSync('{apps,libs,tools}/*/tsconfig.json', { cwd: WORKSPACE_ROOT }).filter(
    (path) =>
      Object.keys(readConfig(path).compilerOptions ?? {}).some((name) => !COMMON.includes(name)),
  );
  const excluded = (all.exclude ?? [])
    .map((folder) => `${folder}/tsconfig.json`)
    .filter((path) => /^\w+\/\w+\/tsconfig/.test(path) && existsSync(`${WORKSPACE_ROOT}${path}`));
  expect(alone.toSorted()).toEqual(withOptions.toSorted());
  expect(excluded.toSorted()).toEqual(withOptions.toSorted());
});

function readConfig(path: string): Config {
  const text = readFileSync(`${WORKSPACE_ROOT}${path}`, 'utf8');
  return parseConfigFileTextToJson(path, text).config as Config;
}

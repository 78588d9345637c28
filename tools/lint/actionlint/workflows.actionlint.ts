/** GitHub's workflows under actionlint: syntax, expressions, inputs of called workflows, rights and contexts. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { WORKSPACE_ROOT } from '../src/lint.ts';
import { ACTIONLINT } from './actionlint.ts';

const FOLDER = '.github/workflows';

/** What actionlint finds in a workflow, one line each. It stands for the file of that name. */
function findings(file: string, text: string): string[] {
  const path = `${FOLDER}/${file}`;
  const { stdout, stderr, status, error } = spawnSync(
    ACTIONLINT,
    ['-oneline', '-no-color', '-stdin-filename', path, '-'],
    { cwd: WORKSPACE_ROOT, encoding: 'utf8', input: text },
  );
  if (error !== undefined) throw error;
  if (status !== 0 && status !== 1) throw new Error(`actionlint ended with ${status}: ${stderr}`);
  return stdout.split('\n').filter((line) => line !== '');
}

const read = (file: string) => readFileSync(join(WORKSPACE_ROOT, FOLDER, file), 'utf8');

describe.skipIf(!existsSync(ACTIONLINT))('workflows', () => {
  const files = globSync('*.yml', { cwd: join(WORKSPACE_ROOT, FOLDER) }).sort();

  test('are there', () => {
    expect(files).toEqual(['ci.yml', 'deploy-stage.yml', 'deploy.yml']);
  });

  test.each(files)('%s has nothing that actionlint finds', (file) => {
    expect(findings(file, read(file))).toEqual([]);
  });

  test('a workflow that reads secrets is called with them: those of an environment are empty otherwise', () => {
    const readers = files.filter((file) => /\bsecrets\./.test(read(file)));
    expect(readers).toEqual(['deploy-stage.yml']);
    const calls = files.flatMap((file) =>
      read(file)
        .split(/\n(?= {2}\S)/)
        .filter((job) => readers.some((reader) => job.includes(`/${reader}\n`))),
    );
    expect(calls.length).toBeGreaterThan(0);
    for (const job of calls) expect(job).toContain('\n    secrets: inherit');
  });

  test.each([
    ['deploy.yml', 'stage: staging', 'stag: staging', /input "stag" is not defined/],
    ['deploy-stage.yml', 'inputs.stage', 'inputs.stagee', /property "stagee" is not defined/],
    ['ci.yml', 'runs-on: ubuntu-latest', 'runs-on: ubuntu-newest', /label "ubuntu-newest"/],
  ])('%s with a mistake would be noticed', (file, right, wrong, said) => {
    const text = read(file);
    expect(text).toContain(right);
    expect(findings(file, text.replaceAll(right, wrong)).join('\n')).toMatch(said);
  });
});

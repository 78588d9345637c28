/** That what documents, workflows and messages tell people to run is there to be run. */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createProjectGraphAsync } from '@nx/devkit';
import { describe, expect, test } from 'vitest';

import { WORKSPACE_ROOT } from './lint.ts';

const DOCUMENTS = ['*.md', 'docs/**/*.md', 'tools/*/README.md', 'artifacts/README.md'];
const WORKFLOWS = ['.github/workflows/*.yml', '.ci/run'];
const SOURCES = ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts', 'tools/*/src/**/*.ts'];

const { scripts } = JSON.parse(readFileSync(join(WORKSPACE_ROOT, 'package.json'), 'utf8'));
const SCRIPTS = new Set(Object.keys(scripts));
// Not the cached one: outside Nx it may be older than the files.
const { nodes } = await createProjectGraphAsync({ exitOnError: false });
const ALL_TARGETS = new Set(
  Object.values(nodes).flatMap(({ data }) => Object.keys(data.targets ?? {})),
);

const PROGRAM = join(WORKSPACE_ROOT, 'apps/cli/src/commands.ts');
/** Prints the help of every command by its name: one program, because starting one for each takes longest. */
const HELPS = `
  import { COMMANDS } from ${JSON.stringify(PROGRAM)};
  const entries = Object.entries(COMMANDS).map(async ([calledAs, { summary, load }]) => [
    calledAs,
    (await load()).help({ calledAs, summary }),
  ]);
  console.log(JSON.stringify(await Promise.all(entries)));
`;
const helps = JSON.parse(
  execFileSync(process.execPath, ['--input-type=module', '--eval', HELPS], { encoding: 'utf8' }),
) as [string, string][];
/** The options of each command of lambda-forest, as its own `--help` has them. */
const OPTIONS = new Map(
  helps.map(([command, help]) => [
    command,
    new Set([...help.matchAll(/^ +--([a-z][\w-]*)/gm)].map(([, name]) => name!)),
  ]),
);

/** One command found in a file. */
interface Found {
  readonly file: string;
  /** As it stands there. */
  readonly command: string;
  /** What is not there; undefined if all of it is. */
  readonly missing: string | undefined;
}

/** Every command of ours in these files. */
function commandsIn(patterns: readonly string[]): Found[] {
  return filesOf(patterns).flatMap((file) =>
    findCommands(readFileSync(join(WORKSPACE_ROOT, file), 'utf8')).map((found) => ({
      file,
      ...found,
    })),
  );
}

function filesOf(patterns: readonly string[]): string[] {
  return globSync([...patterns], { cwd: WORKSPACE_ROOT })
    .filter((file) => !file.includes('node_modules') && !file.endsWith('.test.ts'))
    .sort();
}

function findCommands(text: string): Omit<Found, 'file'>[] {
  return [
    ...matches(text, /\bnx run ([a-z][\w-]*):([a-z][\w-]*)/g, ([project, target]) =>
      nodes[project!]?.data.targets?.[target!] === undefined
        ? `the target ${target} of ${project}`
        : undefined,
    ),
    ...matches(
      text,
      /\bnx (?:affected|run-many) (?:-t|--targets?) ((?:[a-z][\w-]*(?:\s\\\n\s*|[ ,])?)+)/g,
      ([list]) => {
        const unknown = list!
          .split(/[ ,\\\n]+/)
          .filter((target) => target !== '' && !ALL_TARGETS.has(target));
        return unknown.length === 0 ? undefined : `the target ${unknown.join(', ')} of any project`;
      },
    ),
    // To the end of the line, or of the quotes around it.
    ...matches(
      text,
      /\bnpx lambda-forest ([a-z][\w-]*)((?:="[^"\n]*"|[^`"#|<;\n])*)/g,
      ([command, rest]) => missingOfProgram(command!, rest!),
    ),
    ...matches(text, /\bnpm (?:run ([a-z][\w:-]*)|(test|start)\b)/g, ([script, short]) =>
      SCRIPTS.has(script ?? short!) ? undefined : `the script ${script ?? short}`,
    ),
    ...matches(text, /\bnode ((?:apps|libs|tools)\/[\w./-]+\.[cm]?[jt]s)\b/g, ([path]) =>
      existsSync(join(WORKSPACE_ROOT, path!)) ? undefined : `the file ${path}`,
    ),
  ];
}

function missingOfProgram(command: string, rest: string): string | undefined {
  const options = OPTIONS.get(command);
  if (options === undefined) return `the command ${command} of lambda-forest`;
  const unknown = [...rest.matchAll(/(?<=\s)--([a-z][\w-]*)/g)]
    .map(([, name]) => name!)
    .filter((name) => !options.has(name));
  return unknown.length === 0
    ? undefined
    : `the option ${unknown.map((name) => `--${name}`).join(', ')} of ${command}`;
}

function matches(
  text: string,
  pattern: RegExp,
  missing: (groups: readonly (string | undefined)[]) => string | undefined,
): Omit<Found, 'file'>[] {
  return [...text.matchAll(pattern)].map(([command, ...groups]) => ({
    command: command.trim(),
    missing: missing(groups),
  }));
}

/** Such as `docs/api.md: "nx run x:y" needs the target y of x`. */
function complaints(found: readonly Found[]): string[] {
  return found.flatMap(({ file, command, missing }) =>
    missing === undefined ? [] : [`${file}: "${command}" needs ${missing}`],
  );
}

describe('every command is there', () => {
  test('in the documents', () => {
    const found = commandsIn(DOCUMENTS);
    expect(found.length).toBeGreaterThan(10);
    expect(complaints(found)).toEqual([]);
  });

  test('in the workflows and in what continuous integration runs', () => {
    const found = commandsIn(WORKFLOWS);
    for (const file of filesOf(WORKFLOWS)) {
      if (!readFileSync(join(WORKSPACE_ROOT, file), 'utf8').includes('run:')) continue;
      expect(found.map((command) => command.file)).toContain(file);
    }
    expect(complaints(found)).toEqual([]);
  });

  test('in what programs say', () => {
    const found = commandsIn(SOURCES).filter(({ command }) => command !== 'nx run project:target');
    expect(found.length).toBeGreaterThan(3);
    expect(complaints(found)).toEqual([]);
  });

  test.each([
    ['npx nx run forest:tst', 'the target tst of forest'],
    ['npx nx run forrest:test', 'the target test of forrest'],
    ['nx run-many -t lint tst', 'the target tst of any project'],
    ['nx run-many -t lint \\\n  tst', 'the target tst of any project'],
    ['npx lambda-forest tran --data=a.csv', 'the command tran of lambda-forest'],
    ['run: npx lambda-forest deploy --stage="$STAGE" --yess', 'the option --yess of deploy'],
    ['npx lambda-forest train --data a.csv --folds=3 --seed=1', 'the option --seed of train'],
    ['npm run tset', 'the script tset'],
    ['npx node apps/trainer/src/mian.ts', 'the file apps/trainer/src/mian.ts'],
  ])('and "%s" would be noticed', (text, missing) => {
    expect(findCommands(text).map((command) => command.missing)).toEqual([missing]);
  });
});

describe('workflows', () => {
  const files = filesOf(['.github/workflows/*.yml']);
  const text = (file: string) => readFileSync(join(WORKSPACE_ROOT, file), 'utf8');

  test.each(files)(
    '%s uses actions by the hash of a commit, with the version beside it',
    (file) => {
      const uses = [...text(file).matchAll(/\buses: (.+)$/gm)].map(([, action]) => action!);
      for (const action of uses) {
        expect(action).toMatch(
          /^(\.\/\.github\/workflows\/[\w-]+\.yml|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
        );
      }
    },
  );

  test('an action has one version in all of them', () => {
    const versions = new Map<string, Set<string>>();
    for (const [, action, version] of files.flatMap((file) => [
      ...text(file).matchAll(/\buses: ([\w/-]+)@(.+)$/gm),
    ])) {
      versions.set(action!, (versions.get(action!) ?? new Set()).add(version!));
    }
    for (const [action, found] of versions) expect([...found], action).toHaveLength(1);
  });

  test.each(files)('%s has no right but to read, beyond what a job asks for', (file) => {
    expect(text(file)).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(text(file)).not.toMatch(/: write-all|contents: write|pull_request_target/);
  });

  test('every stage deploys the package that one job made', () => {
    const named = (file: string, action: string) =>
      new RegExp(`uses: actions/${action}@.*\\n +with:\\n +name: (.*)\\n`).exec(text(file))?.[1];
    const made = named('.github/workflows/deploy.yml', 'upload-artifact');
    expect(made).toBeDefined();
    const stage = '.github/workflows/deploy-stage.yml';
    expect(named(stage, 'download-artifact')).toBe(made);
    expect(text(stage)).not.toMatch(/lambda-forest (train|package)/);
    for (const [words] of text(stage).matchAll(/lambda-forest deploy .*/g)) {
      expect(words).toContain('--package=package');
    }
  });

  test.each(files)('%s stores no key of AWS', (file) => {
    expect(text(file)).not.toMatch(/aws-access-key-id|aws-secret-access-key|AKIA[0-9A-Z]{16}/i);
  });

  test.each(files)('%s runs no text that others can write', (file) => {
    const scripts = [...text(file).matchAll(/^( *)(?:- )?run: (.+(?:\n\1 {2,}.*)*)$/gm)].map(
      ([, , script]) => script!,
    );
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).not.toContain('${{');
  });
});

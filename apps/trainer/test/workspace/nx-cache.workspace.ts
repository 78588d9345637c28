import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { WorkspaceCopy } from './workspace-copy.ts';

/** Nx's line for the training itself, whatever it says of the tasks that training depends on. */
const CACHED = /^> nx run trainer:train .*\[local cache\]$/m;
const FEW_TREES = '--n-estimators=3';
const FEW = [FEW_TREES, '--folds=2'];
/** Ten rows of two classes, which one number tells apart. */
const TABLE = `x,y\n${Array.from({ length: 20 }, (_, i) => `${i},${i < 10 ? 'low' : 'high'}`).join('\n')}\n`;

let workspace: WorkspaceCopy;
let outside: string;
/** A table that takes many seconds to learn from with 10,000 trees. */
let manyRows: string;
beforeAll(async () => {
  workspace = await WorkspaceCopy.make();
  outside = await mkdtemp(join(tmpdir(), 'lambda-forest-data-'));
  manyRows = join(outside, 'many.csv');
  const rows = Array.from({ length: 20_000 }, (_, i) => {
    const [a, b] = [(i * 7919) % 1000, (i * 104_729) % 997];
    return `${a},${b},${(a * b) % 7 < 3 ? 'yes' : 'no'}`;
  });
  await writeFile(manyRows, `a,b,y\n${rows.join('\n')}\n`);
});
afterAll(async () => {
  await workspace.remove();
  await rm(outside, { recursive: true, force: true });
});

/** Runs the target and says whether the cache answered. */
async function isCached(...options: readonly string[]): Promise<boolean> {
  const { code, stdout, stderr } = await workspace.nx(['run', 'trainer:train', '--', ...options]);
  if (code !== 0) throw new Error(`exit code ${code}\n${stdout}${stderr}`);
  return CACHED.test(stdout);
}

/** The bytes of each artifact. */
async function artifacts(folder: string): Promise<readonly Buffer[]> {
  return Promise.all(
    ['model.forest', 'metadata.json', 'metrics.json', 'report.html', 'model-card.md'].map((file) =>
      readFile(workspace.path('artifacts', folder, '1.0.0', file)),
    ),
  );
}

describe('training is a cached build artifact', () => {
  test('a second run is a cache hit, and one with the defaults written out too', async () => {
    expect(await isCached(FEW_TREES)).toBe(false);
    expect(await isCached('--folds=5', FEW_TREES, '--random-state=42')).toBe(true);
  });

  test('with the artifacts deleted, the same bytes are restored', async () => {
    const before = await artifacts('iris');
    await rm(workspace.path('artifacts'), { recursive: true });
    expect(await isCached(FEW_TREES)).toBe(true);
    expect(await artifacts('iris')).toEqual(before);
  });

  test('versions stand side by side, and latest.json names the one that was trained last', async () => {
    const latest = () => readFile(workspace.path('artifacts', 'iris', 'latest.json'), 'utf8');
    expect(await isCached(FEW_TREES, '--model-version=2.0.0')).toBe(false);
    expect(await latest()).toBe('{"version":"2.0.0"}\n');
    expect(await isCached(FEW_TREES)).toBe(true);
    expect(await latest()).toBe('{"version":"1.0.0"}\n');
  });

  test('another model is another version, and an equal one keeps its own', async () => {
    const data = join(outside, 'kept.csv');
    await writeFile(data, TABLE);
    const options = [`--data=${data}`, '--target=y', '--folds=2'];
    const versions = async () =>
      (await readdir(workspace.path('artifacts', 'kept'))).filter((name) => name !== 'latest.json');
    expect(await isCached(...options, FEW_TREES)).toBe(false);
    expect(await isCached(...options, '--n-estimators=4')).toBe(false);
    expect(await isCached(...options, FEW_TREES)).toBe(true);
    expect(await isCached(...options, '--n-estimators=4')).toBe(true);
    expect(await isCached(...options, '--criterion=gini', FEW_TREES)).toBe(false);
    expect((await workspace.program(['train', ...options, FEW_TREES])).code).toBe(0);
    expect(await versions()).toEqual(['1.0.0', '1.0.1']);
    const taken = [...options, '--n-estimators=5', '--model-version=1.0.0'];
    const { code, stderr } = await workspace.program(['train', ...taken]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('1.0.2, or replace')]);
    expect((await workspace.program(['train', ...taken, '--force'])).code).toBe(0);
  });

  test('a card that was filled in is never overwritten', async () => {
    const card = workspace.path('artifacts', 'iris', '1.0.0', 'model-card.md');
    await isCached(FEW_TREES);
    await appendFile(card, 'Written by a person.\n');
    const filledIn = await readFile(card);
    for (const cached of [false, true]) {
      expect(await isCached(FEW_TREES)).toBe(cached);
      expect(await readFile(card)).toEqual(filledIn);
    }
    const other = ['train', '--n-estimators=2', '--model-version=1.0.0', '--force'];
    const { stdout } = await workspace.program(other);
    const [, kept] = /The model card that was filled in is now (.*)\.$/m.exec(stdout)!;
    expect(await readFile(join(card, '..', kept!))).toEqual(filledIn);
    await rm(workspace.path('artifacts', 'iris'), { recursive: true });
  });

  test('every one of several files, and --schema, count by their content', async () => {
    const [first, second, schema] = ['a.csv', 'b.csv', 's.json'].map((name) => join(outside, name));
    await writeFile(first!, TABLE);
    await writeFile(second!, TABLE);
    await writeFile(schema!, '{"columns":[]}');
    const both = ['--target=y', `--data=${first},${second}`, `--schema=${schema}`, ...FEW];
    expect(await isCached(...both)).toBe(false);
    await writeFile(second!, TABLE.replace('19,high', '19.5,high'));
    expect(await isCached(...both)).toBe(false);
    await writeFile(schema!, '{"columns":[{"name":"x","kind":"categorical"}]}');
    expect(await isCached(...both)).toBe(false);
    expect(await isCached(...both)).toBe(true);
  });

  test('a changed option trains again', async () => {
    expect(await isCached('--n-estimators=4')).toBe(false);
    expect(await isCached(FEW_TREES, '--folds=3')).toBe(false);
  });

  test('a changed source of the trainer, or of a library it uses, trains again', async () => {
    for (const source of ['apps/trainer/src/train/pipeline.ts', 'libs/forest/src/predict.ts']) {
      await appendFile(workspace.path(source), '\n// changed\n');
      expect(await isCached(FEW_TREES), source).toBe(false);
    }
    expect(await isCached(FEW_TREES)).toBe(true);
  });

  test('a changed test or document does not', async () => {
    const changed = [
      'libs/forest/src/predict.test.ts',
      'libs/data/datasets/README.md',
      'apps/trainer/src/train/train-options.test.ts',
      'README.md',
    ];
    for (const file of changed) await appendFile(workspace.path(file), '\n');
    expect(await isCached(FEW_TREES)).toBe(true);
  });
});

describe('the content of the data file counts', () => {
  test('standard input can be read once only, so it is trained from every time', async () => {
    const args = ['run', 'trainer:train', '--', '--data=-', '--target=y', ...FEW];
    for (const attempt of [1, 2]) {
      const { code, stdout, stderr } = await workspace.nx(args, '.', TABLE);
      expect(code, `${attempt} ${stderr}`).toBe(0);
      expect(stdout).not.toMatch(CACHED);
    }
  });

  const places: readonly [string, () => string][] = [
    ['in the workspace', () => workspace.path('table.csv')],
    ['in the workspace and ignored by git', () => workspace.path('dist', 'table.csv')],
    ['outside the workspace', () => join(outside, 'table.csv')],
  ];

  test.each(places)('%s', async (_, place) => {
    const data = place();
    await workspace.makeFolderOf(data);
    const options = [`--data=${data}`, '--target=y', ...FEW];
    await writeFile(data, TABLE);
    expect(await isCached(...options)).toBe(false);
    await writeFile(data, TABLE.replace('0,low', '0.5,low'));
    expect(await isCached(...options)).toBe(false);
    await writeFile(data, TABLE);
    expect(await isCached(...options)).toBe(true);
    await rm(data);
  });
});

describe('what Nx does not keep', () => {
  test('is the exit code: a mistake ends with its line, exit code 1 and nothing written', async () => {
    const options = ['--folds=1', '--name=mistake'];
    const { code, stdout, stderr } = await workspace.nx(['run', 'trainer:train', ...options]);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain(
      'Found --folds="1", expected a whole number from 2 to 100. Leave it out for the default, 5.\n',
    );
    await expect(stat(workspace.path('artifacts', 'mistake'))).rejects.toThrow('ENOENT');
    expect((await workspace.program(['train', ...options])).code).toBe(2);
  });

  test('an accuracy below the one asked for fails, and is not cached', async () => {
    const options = ['--n-estimators=1', '--min-accuracy=1', '--name=poor'];
    for (const attempt of [1, 2]) {
      const { code, stdout } = await workspace.nx(['run', 'trainer:train', ...options]);
      expect(code, `attempt ${attempt}`).toBe(1);
      expect(stdout).not.toMatch(CACHED);
    }
    await expect(stat(workspace.path('artifacts', 'poor'))).rejects.toThrow('ENOENT');
    expect((await workspace.program(['train', ...options])).code).toBe(4);
  });

  test('is --target, which run and run-many take for themselves', async () => {
    const run = await workspace.nx(['run-many', '--target=train', '--projects=trainer']);
    expect(run.code).toBe(0);
    const two = join(outside, 'two.csv');
    await writeFile(two, TABLE.replaceAll(/^(.*),(.*)$/gm, '$2,$1'));
    const options = [`--data=${two}`, FEW_TREES, '--target=y'];
    const lost = await workspace.nx(['run', 'trainer:train', ...options]);
    expect(lost.code).toBe(1);
    expect(lost.stdout + lost.stderr).toContain('Found --data without --target, expected both');
    expect((await workspace.program(['train', ...options])).code).toBe(0);
    const metadata = JSON.parse(
      await readFile(workspace.path('artifacts', 'two', '1.0.0', 'metadata.json'), 'utf8'),
    ) as unknown;
    expect(metadata).toMatchObject({ options: { target: 'y' }, task: 'classification' });
  });

  test('is a clean stdout: --json is for the program', async () => {
    const through = await workspace.nx(['run', 'trainer:train', '--json', FEW_TREES]);
    expect(through.code).toBe(0);
    expect(through.stdout).toContain('nx run trainer:train');
    const run = await workspace.program(['train', '--json', FEW_TREES]);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ name: 'iris', seed: 42 });
  });
});

describe('where a model is written', () => {
  test('a model written outside the workspace is trained every time, and is there', async () => {
    const options = [`--output-dir=${join(outside, 'out')}`, FEW_TREES];
    expect(await isCached(...options)).toBe(false);
    await rm(join(outside, 'out'), { recursive: true });
    expect(await isCached(...options)).toBe(false);
    expect((await stat(join(outside, 'out', 'model.forest'))).size).toBeGreaterThan(0);
  });

  test('a folder that is a link stays one, so nothing is restored over it', async () => {
    await mkdir(join(outside, 'linked'));
    await symlink(join(outside, 'linked'), workspace.path('artifacts', 'link'));
    const options = ['--name=link', FEW_TREES];
    expect(await isCached(...options)).toBe(false);
    await rm(join(outside, 'linked', '1.0.0', 'model.forest'));
    expect(await isCached(...options)).toBe(false);
    expect((await stat(join(outside, 'linked', '1.0.0', 'model.forest'))).size).toBeGreaterThan(0);
  });

  test('relative paths are meant from the folder that Nx was started in', async () => {
    await writeFile(workspace.path('docs', 'here.csv'), TABLE);
    const options = ['--', '--data=here.csv', '--target=y', '--output-dir=out', FEW_TREES];
    const { code } = await workspace.nx(['run', 'trainer:train', ...options], 'docs');
    expect(code).toBe(0);
    expect((await stat(workspace.path('docs', 'out', 'model.forest'))).size).toBeGreaterThan(0);
  });
});

describe('Ctrl-C', () => {
  const train = ['--n-estimators=10000', '--name=stopped'];

  test.each([
    ['while it reads', 'Data '],
    ['while it trains', 'Split '],
  ])('%s ends the program with exit code 130 and nothing written', async (_, text) => {
    const args = ['train', ...train, '--data', manyRows];
    const run = await workspace.interruptProgram(text, args);
    expect(run.code, `${run.stdout}${run.stderr}`).toBe(130);
    await expect(stat(workspace.path('artifacts', 'stopped'))).rejects.toThrow('ENOENT');
  });

  test.each([
    ['as the task starts', '> nx run trainer:train'],
    ['while it trains', 'Split '],
  ])('%s ends Nx too, and nothing is written', async (_, text) => {
    const args = ['run', 'trainer:train', '--', ...train, '--data', manyRows, '--target=y'];
    const run = await workspace.interruptNx(text, args);
    expect(run.code, `${run.stdout}${run.stderr}`).not.toBe(0);
    await expect(stat(workspace.path('artifacts', 'stopped'))).rejects.toThrow('ENOENT');
  });
});

describe('what needs a model', () => {
  test('takes the latest one, and trains Iris if there is none', async () => {
    const packaged = async () => {
      const { code, stdout, stderr } = await workspace.program(['package', '--json']);
      expect(code, stderr).toBe(0);
      return JSON.parse(stdout) as { version: string; model: { sha256: string } };
    };
    await isCached(FEW_TREES, '--model-version=2.0.0');
    expect(await packaged()).toMatchObject({ version: '2.0.0' });
    await rm(workspace.path('artifacts', 'iris'), { recursive: true });
    const usual = await packaged();
    expect(usual).toMatchObject({ version: '1.0.0' });
    await isCached(FEW_TREES);
    expect((await packaged()).model.sha256).not.toBe(usual.model.sha256);
  });
});

describe('a change reaches only what depends on it', () => {
  /** Every project reads the format of all files, so `lint-rules`, which checks it, is always among them. */
  const cases: readonly [string, readonly string[]][] = [
    [
      'libs/evaluator/src/accuracy.ts',
      ['bench', 'evaluator', 'lint-rules', 'oracles', 'program', 'report', 'trainer'],
    ],
    ['apps/trainer/src/main.ts', ['lint-rules', 'program', 'trainer']],
    ['docs/concepts.md', ['lint-rules']],
  ];

  test.each(cases)('%s', async (file, projects) => {
    const { stdout } = await workspace.nx([
      ...['show', 'projects', '--affected', '--with-target=test', `--files=${file}`, '--json'],
    ]);
    expect((JSON.parse(stdout) as string[]).sort()).toEqual(projects);
  });
});

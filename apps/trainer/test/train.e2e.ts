import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { predictRow } from '@lambda-forest/forest';
import { decodeModel, modelSha256 } from '@lambda-forest/serializer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { train } from './in-process.ts';
import { interruptTrain, train as startTrain, WORKSPACE } from './run.ts';

/** For tests of what happens around a training. */
const QUICK = ['--learner=forest', '--n-jobs=1', '--folds=2', '--permutation-repeats=1'];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-train-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Metadata {
  readonly created_at: string;
  readonly model: { readonly sha256: string; readonly bytes: number };
  readonly metrics: {
    readonly test: { readonly accuracy: number };
    readonly cross_validation: { readonly mean: number; readonly scores: readonly number[] };
  };
}
const json = async (path: string) => JSON.parse(await readFile(path, 'utf8')) as unknown;

describe('a training on Iris', () => {
  test('prints the scores, the report and the confusion matrix, and writes five files', async () => {
    const { code, stdout, stderr } = await startTrain(folder, '--output-dir=iris');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^Cross-validation scores: \[(\d\.\d{4}, ){4}\d\.\d{4}\]$/m);
    expect(stdout).toMatch(/^Mean cross-validation accuracy: \d\.\d{4} \(deviation \d\.\d{4}\)$/m);
    expect(stdout).toMatch(/^Out-of-bag accuracy: \d\.\d{4}$/m);
    expect(stdout).toMatch(/^Test accuracy: \d\.\d{4} /m);
    for (const word of ['precision', 'recall', 'F1', 'log-loss', 'ROC-AUC', 'Confusion matrix']) {
      expect(stdout).toContain(word);
    }
    expect(stdout).toMatch(/^versicolor +\d+ +\d+ +\d+$/m);
    expect(stdout).toContain(join('iris', 'model.forest'));
    expect((await readdir(join(folder, 'iris'))).sort()).toEqual([
      'metadata.json',
      'metrics.json',
      'model-card.md',
      'model.forest',
      'report.html',
    ]);
  });

  test('prints what README.md and README.es.md show', async () => {
    const { stdout } = await train(folder, '--output-dir=artifacts/iris/1.0.0');
    for (const name of ['README.md', 'README.es.md']) {
      const readme = await readFile(join(WORKSPACE, name), 'utf8');
      const shown = /```\n(Data .*?)\n```/s.exec(readme)?.[1] ?? '';
      const lines = shown.split('\n').filter((line) => line !== '');
      expect(lines.length, name).toBeGreaterThan(10);
      expect(stdout.split('\n'), name).toEqual(expect.arrayContaining(lines));
    }
  });

  test('is at least 0.93 accurate, on the test rows and by cross-validation', async () => {
    const { metrics } = (await json(join(folder, 'iris', 'metadata.json'))) as Metadata;
    expect(metrics.test.accuracy).toBeGreaterThanOrEqual(0.93);
    expect(metrics.cross_validation.mean).toBeGreaterThanOrEqual(0.93);
    expect(metrics.cross_validation.scores).toHaveLength(5);
    expect(await json(join(folder, 'iris', 'metrics.json'))).toEqual(metrics);
  });

  test('describes the model file that it wrote', async () => {
    const bytes = await readFile(join(folder, 'iris', 'model.forest'));
    const metadata = (await json(join(folder, 'iris', 'metadata.json'))) as Metadata;
    expect(metadata.model).toMatchObject({ sha256: modelSha256(bytes), bytes: bytes.length });
    expect(metadata).toMatchObject({
      name: 'iris',
      version: '1.0.0',
      seed: 42,
      options: { target: 'species', n_estimators: 100, max_features: 'sqrt' },
      data: { source: 'iris.csv', rows: 150 },
      split: { train_rows: 120, test_rows: 30 },
    });
    expect(Date.parse(metadata.created_at)).toBeLessThanOrEqual(Date.now());
  });

  test('gives a model that answers with probabilities', async () => {
    const { schema, forest } = decodeModel(await readFile(join(folder, 'iris', 'model.forest')));
    expect(schema.target).toMatchObject({ classes: ['setosa', 'versicolor', 'virginica'] });
    const [setosa = 0] = predictRow(forest, Float64Array.of(5.1, 3.5, 1.4, 0.2));
    expect(setosa).toBeGreaterThan(0.9);
  });

  test('gives the same model bytes again, and others with another seed', async () => {
    const read = (name: string) => readFile(join(folder, name, 'model.forest'));
    await train(folder, '--output-dir=other', '--random-state=7');
    expect(await read('artifacts/iris/1.0.0')).toEqual(await read('iris'));
    expect(await read('other')).not.toEqual(await read('iris'));
  });
});

describe('--json', () => {
  test('puts one document on stdout, the metadata, and JSON lines on stderr', async () => {
    const options = ['--output-dir=json', '--json', '--n-estimators=1', ...QUICK];
    const { code, stdout, stderr } = await startTrain(folder, ...options);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(await json(join(folder, 'json', 'metadata.json')));
    const lines = stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ service: 'trainer' });
  });
});

describe("a table of one's own", () => {
  test('of quantities makes a regression forest, scaled if asked for', async () => {
    const rows = Array.from(
      { length: 200 },
      (_, i) => `${i % 20},${(i * 7) % 13},${(i % 20) * 1.5}`,
    );
    await writeFile(join(folder, 'House prices.csv'), `rooms,age,price\n${rows.join('\n')}\n`);
    const { code, stdout } = await train(
      folder,
      '--data=House prices.csv',
      '--target=price',
      '--output-dir=price',
      '--scaler=standard',
      '--max-features=all',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Test R2: (1\.0000|0\.99\d\d)$/m);
    const { schema, forest, provenance } = decodeModel(
      await readFile(join(folder, 'price', 'model.forest')),
    );
    expect(provenance.name).toBe('House-prices');
    expect(schema.task).toBe('regression');
    expect(schema.scaling?.center).toHaveLength(2);
    const { center, scale } = schema.scaling!;
    const scaled = [10, 5].map((value, i) => (value - center[i]!) / scale[i]!);
    expect(predictRow(forest, Float64Array.from(scaled))[0]).toBeCloseTo(15, 0);
  });
});

describe('a folder that others write to', () => {
  const sha256 = async (place: string) => modelSha256(await readFile(join(place, 'model.forest')));

  test('two trainings at once leave the files of one model', async () => {
    const place = join(folder, 'shared');
    const runs = [1, 2, 3].map((trees) =>
      startTrain(folder, '--output-dir=shared', `--n-estimators=${trees}`, ...QUICK),
    );
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0, 0]);
    const metadata = (await json(join(place, 'metadata.json'))) as Metadata;
    expect(metadata.model.sha256).toBe(await sha256(place));
    expect(await json(join(place, 'metrics.json'))).toEqual(metadata.metrics);
    expect(await readFile(join(place, 'report.html'), 'utf8')).toContain(metadata.model.sha256);
    expect((await readdir(place)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('what a killed one left is removed, its lock too, and what a running one writes is kept', async () => {
    const place = join(folder, 'killed');
    await mkdir(place);
    const { pid } = spawnSync(process.execPath, ['--version']); // a process that no longer runs
    const [left, writing] = [pid, process.pid].map(
      (owner) => `.model.forest.${owner}-0123456789ab.tmp`,
    );
    for (const name of [left!, writing!]) await writeFile(join(place, name), '');
    await writeFile(join(place, '.lock'), String(pid));
    const options = ['--output-dir=killed', '--n-estimators=1', ...QUICK];
    const { code } = await startTrain(folder, ...options);
    expect(code).toBe(0);
    const hidden = (await readdir(place)).filter((name) => name.startsWith('.'));
    expect(hidden).toEqual([writing]);
  });
});

describe('threads', () => {
  /** Enough rows that workers are worth starting. */
  const rows = Array.from({ length: 20_000 }, (_, i) => {
    const [a, b] = [(i * 7919) % 1000, (i * 104_729) % 997];
    return `${a},${b},${(i * 31) % 101},${(a * b) % 7 < 3 ? 'yes' : 'no'}`;
  });
  beforeAll(() => writeFile(join(folder, 'many.csv'), `a,b,c,y\n${rows.join('\n')}\n`));

  test('one or two give the same model', async () => {
    const bytes = await Promise.all(
      ['1', '2'].map(async (threads) => {
        const size = ['--learner=forest', '--n-estimators=10', '--folds=2'];
        const options = [
          '--permutation-repeats=1',
          `--n-jobs=${threads}`,
          `--output-dir=threads-${threads}`,
        ];
        await train(folder, '--data=many.csv', ...size, ...options);
        return readFile(join(folder, `threads-${threads}`, 'model.forest'));
      }),
    );
    expect(bytes[0]).toEqual(bytes[1]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends them all, with nothing written',
    async (signal) => {
      const options = [
        '--data=many.csv',
        '--n-estimators=10000',
        '--output-dir=never',
        '--n-jobs=2',
      ];
      const { code, stderr } = await interruptTrain(folder, signal, ...options);
      expect(code).toBe(130);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(await readdir(folder)).not.toContain('never');
    },
  );
});

describe('hundreds of classes', () => {
  test('do not fill the screen, nor the model', async () => {
    const rows = Array.from(
      { length: 1500 },
      (_, i) => `${i % 300},${(i * 7) % 13},class ${i % 300}`,
    );
    await writeFile(join(folder, 'classes.csv'), `a,b,y\n${rows.join('\n')}\n`);
    const size = ['--n-estimators=3', '--folds=2', '--max-depth=4', '--permutation-repeats=1'];
    const options = ['--data=classes.csv', '--learner=forest', ...size];
    const { code, stdout } = await train(folder, ...options, '--output-dir=classes');
    expect(code).toBe(0);
    expect(stdout.split('\n').length).toBeLessThan(150);
    expect(stdout).toContain('and 280 more classes');
    expect(stdout).toContain('Confused most');
    const { test } = (await json(join(folder, 'classes', 'metrics.json'))) as {
      test: { confusion_matrix: number[][] };
    };
    expect(test.confusion_matrix).toHaveLength(300);
    const { provenance } = decodeModel(await readFile(join(folder, 'classes', 'model.forest')));
    expect(JSON.stringify(provenance.metrics)).not.toContain('confusion_matrix');
  });
});

describe('mistakes', () => {
  const cases: readonly [string, readonly string[], number, RegExp][] = [
    ['an unknown option', ['--n-estimator=3'], 2, /Did you mean --n-estimators\?$/],
    ['a value out of bounds', ['--test-size=1.5'], 2, /above 0 and below 1\. .*default, 0\.2\.$/],
    ['a missing file', ['--data=nowhere.csv'], 2, /^Found no file at .*nowhere\.csv/],
    ['a folder as data', ['--data=.'], 2, /^Found a folder at /],
    ['an unknown target', ['--target=specis'], 3, /species/],
    ['too much asked', ['--min-accuracy=1', '--n-estimators=1'], 4, /--min-accuracy/],
    [
      'more features than there are',
      ['--max-features=9'],
      2,
      /^Found --max-features 9, .*Change --max-features\.$/,
    ],
    [
      'an accuracy asked of a quantity',
      ['--target=petal_width', '--data=flowers.csv', '--min-accuracy=1'],
      2,
      /a quantity, expected it with classes only\./,
    ],
    [
      'an R2 that is not reached',
      ['--target=petal_width', '--data=flowers.csv', '--min-score=2'],
      4,
      /^Found a test R2 of 0\.9\d+, expected at least 2 as --min-score says;.*lower --min-score\./,
    ],
    [
      'a loss that is not reached',
      ['--metric=log_loss', '--min-score=0', '--n-estimators=2'],
      4,
      /^Found a test log-loss of \d\S*, expected at most 0 as --min-score says;.*raise --min-score\./,
    ],
    [
      'a metric of quantities for classes',
      ['--metric=rmse'],
      2,
      /^Found --metric=rmse for the target species \(classification\), expected one of accuracy, /,
    ],
    ['a word that is no option', ['tarin'], 2, /^Found the word "tarin"/],
  ];

  beforeAll(() =>
    writeFile(
      join(folder, 'flowers.csv'),
      `petal_width,size\n${Array.from({ length: 30 }, (_, i) => `${i / 10},${i}`).join('\n')}\n`,
    ),
  );

  test.each(cases)(
    '%s ends with one line, its exit code and nothing written',
    async (_, options, code, message) => {
      const run = await train(folder, '--output-dir=mistake', ...options);
      expect(run.code).toBe(code);
      expect(run.stderr.trimEnd()).toMatch(message);
      expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(await readdir(folder)).not.toContain('mistake');
    },
  );

  test.each([
    '--monotonic=nope:1',
    '--monotonic=petal_width:1',
    '--criterion=poisson',
    '--max-features=9',
  ])('%s does not suit the table, which is not shown then', async (option) => {
    const { code, stdout, stderr } = await train(folder, option);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Found --\S+ .*, expected .*\n$/);
  });

  test('an accuracy below the one asked for is shown with the whole report', async () => {
    const { stdout } = await train(folder, '--min-accuracy=1', '--n-estimators=1');
    expect(stdout).toContain('Confusion matrix');
    expect(stdout).not.toContain('Model saved');
  });

  test.each([
    [
      'a link that leads nowhere',
      async () => symlink('/nowhere/at/all', join(folder, 'link')),
      'link',
    ],
    ['a name that is too long', () => Promise.resolve(), 'x'.repeat(300)],
    ['a folder below a file', async () => writeFile(join(folder, 'below'), ''), 'below/it'],
  ])('an output folder that is %s is refused before any work', async (_, prepare, outputDir) => {
    await prepare();
    const { code, stdout, stderr } = await train(folder, `--output-dir=${outputDir}`);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a folder where a file is to be written is refused before any is', async () => {
    await mkdir(join(folder, 'half', 'metadata.json'), { recursive: true });
    const { code, stderr } = await train(folder, '--output-dir=half', '--n-estimators=1');
    expect(code).toBe(2);
    expect(stderr).toContain('Found a folder at');
    expect(await readdir(join(folder, 'half'))).toEqual(['metadata.json']);
  });

  test('an output folder that is a file is refused and the file stays as it was', async () => {
    await writeFile(join(folder, 'occupied'), 'mine');
    const { code, stderr } = await train(folder, '--output-dir=occupied', '--n-estimators=1');
    expect(code).toBe(2);
    expect(stderr).toContain('Found a file where there should be the folder');
    expect(await readFile(join(folder, 'occupied'), 'utf8')).toBe('mine');
  });
});

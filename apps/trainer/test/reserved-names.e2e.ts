/** A name of ours that a table has, too, is the table's: see cases/reserved-names.ts. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { DATE_NAMES, RESERVED_NAMES } from '../cases/reserved-names.ts';
import { train, trainer } from './in-process.ts';

const EXACT = ['--bootstrap=false', '--max-features=all', '--folds=2', '--n-estimators=5'];
const TIMES = 12;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-forest-reserved-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every name as often as the others, with a number of its own. */
const ROWS = Array.from({ length: TIMES }, () => RESERVED_NAMES.map((name, i) => ({ name, i })));

async function trained(name: string, lines: readonly string[], ...options: readonly string[]) {
  await writeFile(join(folder, `${name}.csv`), lines.join('\n'));
  const given = [`--data=${name}.csv`, '--target=y', `--output-dir=${name}`, ...EXACT, ...options];
  const { code, stderr } = await train(
    folder,
    ...given,
    '--learner=forest',
    '--permutation-repeats=0',
  );
  expect([code, stderr]).toEqual([0, '']);
}

async function predicted(name: string, file: string, text: string, ...options: readonly string[]) {
  await writeFile(join(folder, file), text);
  const given = [`--model=./${name}`, `--data=${file}`, '--out-format=jsonl', ...options];
  const { stdout, stderr } = await trainer(folder, 'predict', ...given);
  const answers = stdout.split('\n').slice(0, -1);
  return { stderr, answers: answers.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test.each(['error', 'learned'])('as a level, where others are %s', async (unseen) => {
  const rows = ROWS.flatMap((names) => names.map(({ name, i }) => `${name},${100 * i}`));
  const id = `levels-${unseen}`;
  await trained(id, ['x,y', ...rows], `--unseen=${unseen}`, '--task=regression');
  const { answers, stderr } = await predicted(id, 'rows.csv', `x\n${RESERVED_NAMES.join('\n')}\n`);
  expect(stderr).toBe('');
  expect(answers.map(({ prediction }) => prediction)).toEqual(
    RESERVED_NAMES.map((_, i) => 100 * i),
  );
  const other = await predicted(id, 'other.csv', 'x\nnever seen\n');
  expect(other.stderr).toContain(
    unseen === 'learned' ? 'such as "never seen", count as "(other 3)" in 1 row' : '"never seen"',
  );
});

test('as a class', async () => {
  const rows = ROWS.flatMap((names) => names.map(({ name, i }) => `${i},${name}`));
  await trained('classes', ['x,y', ...rows]);
  const numbers = RESERVED_NAMES.map((_, i) => i).join('\n');
  const { answers } = await predicted('classes', 'rows.csv', `x\n${numbers}\n`);
  expect(answers.map(({ class_name: name }) => name)).toEqual(RESERVED_NAMES);
  const evaluated = await trainer(folder, 'evaluate', '--model=./classes', '--data=classes.csv');
  expect(evaluated.stdout).toContain('Test accuracy: 1.0000');
});

test('as a group', async () => {
  const rows = ROWS.flatMap((names, j) => names.map(({ name, i }) => `${name},${i + j},${i % 2}`));
  await trained('groups', ['g,x,y', ...rows], '--group-column=g');
});

/** With a date, a text and a column of names behind these columns. */
function tableWith(names: readonly string[]): { header: readonly string[]; rows: string[][] } {
  const rows = Array.from({ length: 150 }, (_, row) => [
    ...names.map((_, column) => String((row * (column + 7)) % 101)),
    `2024-${String((row % 12) + 1).padStart(2, '0')}-11`,
    `word ${row % 7} of ${row % 5} more in row ${row}`,
    `person ${row % 50}`,
  ]);
  return { header: [...names, 'date', 'text', 'who'], rows };
}

const COLUMNS = [...RESERVED_NAMES, ...DATE_NAMES];
const KINDS = '{"columns":[{"name":"text","kind":"text"},{"name":"who","kind":"names"}]}';

test('as a column, beside those that features are made of, and named as these are', async () => {
  const { header, rows } = tableWith(COLUMNS);
  const table = rows.map((cells, row) => [...cells, 1000 * row].join());
  await writeFile(join(folder, 'kinds.json'), KINDS);
  const options = ['--task=regression', '--schema=kinds.json'];
  await trained('columns', [[...header, 'y'].join(), ...table], ...options);
  const file = [header.join(), ...rows].join('\n');
  const csv = await predicted('columns', 'rows.csv', file);
  const objects = rows.map((cells) => {
    const values = cells.map((cell, i) => (i < COLUMNS.length ? Number(cell) : cell));
    return JSON.stringify(Object.fromEntries(header.map((name, i) => [name, values[i]])));
  });
  const json = await predicted('columns', 'rows.jsonl', objects.join('\n'));
  expect([csv.stderr, json.stderr]).toEqual(['', '']);
  expect(json.answers).toEqual(csv.answers);
  expect(new Set(csv.answers.map(({ prediction }) => prediction)).size).toBeGreaterThan(100);

  const all = await predicted('columns', 'rows.csv', file, '--keep=all');
  expect(all.stderr).toContain('column "prediction": found a column that is named as an answer is');
  const { answers } = await predicted('columns', 'rows.csv', file, '--keep=__proto__,constructor');
  expect(Object.keys(answers[0]!)).toEqual(['__proto__', 'constructor', 'prediction']);
});

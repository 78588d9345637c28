/** Models as CatBoost saved them, against what it answers: raw values to the bit, predictions within 1e-12. */
import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';

import { predictBatch } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { describe, expect, test } from 'vitest';

import { readForeignModel } from './index.ts';
import type { ForeignModel } from './index.ts';

const TOLERANCE = 1e-12;

/** Its scale multiplies each leaf here, and the sum there. */
const ROUNDED = 'scaled';

const GOLDEN = new URL('../golden/', import.meta.url);
const VERSIONS = readdirSync(GOLDEN).filter((folder) => folder.startsWith('catboost'));

interface Input {
  readonly model: string;
  readonly columns: readonly string[];
  /** Numbers, null where they are missing, and texts of categories. */
  readonly rows: readonly (readonly (number | string | null)[])[];
}

interface Expected {
  readonly raw: readonly (number | readonly number[])[];
  readonly predictions: readonly (number | readonly number[])[];
  readonly classes?: readonly string[];
}

describe.each(VERSIONS)('%s', (version) => {
  const folder = new URL(`${version}/`, GOLDEN);
  const cases = readdirSync(folder)
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => file.replace('.input.json', ''));

  test.each(cases)('%s', (name) => {
    const { model, columns, rows } = read(folder, `${name}.input.json`) as Input;
    const { raw, predictions, classes } = read(folder, `${name}.expected.json`) as Expected;
    const foreign = readForeignModel(Buffer.from(model, 'base64'));
    // Files of versions before 1.2 do not say which it was.
    const named = version.replace('catboost-', '');
    expect(foreign.version).toBe(/^(0|1\.[01])\./.test(named) ? 'unknown' : named);
    // Nor do those before 1.0 name their columns.
    const names = foreign.columns.map(({ name, isNamed }, i) => (isNamed ? name : columns[i]));
    expect(names).toEqual(columns);
    if (foreign.task === 'classification') expect(foreign.classes).toEqual(classes);

    const asked = Float64Array.from(rows.flat(), (value, i) => codeOf(foreign, i, value));
    const found = predictBatch(withoutLink(foreign.forest), asked);
    const scores = raw.flat();
    if (name !== ROUNDED) expect([...found]).toEqual(scores);
    found.forEach((score, i) => expectClose(score, scores[i]!));

    const answers = predictBatch(foreign.forest, asked);
    // CatBoost has two columns for shares too, which are not classes.
    const shares =
      foreign.objective === 'CrossEntropy' ? (_: number, i: number) => i % 2 === 1 : () => true;
    const expected = predictions.flat().filter(shares);
    expect(answers).toHaveLength(expected.length);
    answers.forEach((answer, i) => expectClose(answer, expected[i]!));
  });
});

test('levels are those that splits compare with, or all of the only category', () => {
  const { columns } = golden('categories');
  expect(columns[3]).toMatchObject({ kind: 'categorical', name: 'colour', takesOthers: true });
  expect(golden('category').columns[3]).toMatchObject({
    levels: ['blue', 'green', 'größe', 'red'],
  });
  expect(golden('codes-depthwise').columns[3]).toMatchObject({
    levels: ['0', '1', '2', '3', '4', '5'],
    takesMissing: false,
  });
});

test('a missing category is the text that stood for it in training', () => {
  expect(golden('category').columns[3]).toMatchObject({ takesMissing: true });
});

function golden(name: string): ForeignModel {
  const { model } = read(new URL('catboost-1.2.10/', GOLDEN), `${name}.input.json`) as Input;
  return readForeignModel(Buffer.from(model, 'base64'));
}

function read(folder: URL, name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as unknown;
}

function codeOf({ columns }: ForeignModel, cell: number, value: number | string | null): number {
  const column = columns[cell % columns.length]!;
  if (column.kind === 'numeric') return value === null ? NaN : Number(value);
  if (value === '') return NaN;
  const code = column.levels.indexOf(String(value));
  return code === -1 ? column.levels.length : code;
}

function withoutLink(forest: Forest): Forest {
  const outputCount = forest.link.kind === 'binary-logistic' ? 1 : forest.outputCount;
  return { ...forest, link: { kind: 'identity', factor: 1 }, outputCount };
}

function expectClose(found: number, expected: number): void {
  expect(Math.abs(found - expected), `${found} for ${expected}`).toBeLessThanOrEqual(
    TOLERANCE * Math.abs(expected),
  );
}

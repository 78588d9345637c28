/** Folders as YDF saved them, against what it answers: scores of boosted trees to the bit, or as near as float32 is. */
import { Buffer } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';

import { predictBatch, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { describe, expect, test } from 'vitest';

import { readForeignFolder } from './index.ts';
import type { ForeignModel } from './index.ts';

const GOLDEN = new URL('../golden/', import.meta.url);
const VERSIONS = readdirSync(GOLDEN).filter((folder) => folder.startsWith('ydf'));

/** What YDF's fast engines do not know, its slow one adds up in float64, and rounds in the end. */
const SUMS_IN_FLOAT64 = new Set(['local', 'missing-conditions']);

interface Input {
  /** By name, in base64. */
  readonly files: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (number | string | boolean | null)[])[];
}

interface Expected {
  readonly predictions: readonly (number | readonly number[])[];
  /** Before the link. */
  readonly raw?: readonly (number | readonly number[])[];
  readonly classes?: readonly string[];
}

describe.each(VERSIONS)('%s', (version) => {
  const folder = new URL(`${version}/`, GOLDEN);
  const cases = readdirSync(folder)
    .filter((file) => file.endsWith('.input.json'))
    .map((file) => file.replace('.input.json', ''));

  test.each(cases)('%s', (name) => {
    const { files, columns, rows } = read(folder, `${name}.input.json`) as Input;
    const { raw, predictions, classes } = read(folder, `${name}.expected.json`) as Expected;
    const foreign = readForeignFolder(bytesOf(files));
    expect(foreign.columns.map((column) => column.name)).toEqual(columns);
    expect(foreign.classes).toEqual(classes);

    const asked = Float64Array.from(rows.flat(), (value, i) => codeOf(foreign, i, value));
    const { forest } = foreign;
    const answers = predictBatch(forest, asked);
    const isBinary = forest.outputCount === 2;
    const shown = isBinary ? answers.filter((_, i) => i % 2 === 1) : answers;
    expectClose(shown, predictions.flat(), rounding(forest));
    if (raw === undefined) return;
    const scores = predictBatch(withoutLink(forest), asked);
    if (SUMS_IN_FLOAT64.has(name)) expectClose(scores, raw.flat(), rounding(forest));
    else expect([...scores]).toEqual(raw.flat());
  });
});

function bytesOf(files: Input['files']): ReadonlyMap<string, Uint8Array> {
  return new Map(
    Object.entries(files).map(([name, base64]) => [name, Buffer.from(base64, 'base64')]),
  );
}

function read(folder: URL, name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as unknown;
}

function codeOf(
  { columns }: ForeignModel,
  cell: number,
  value: number | string | boolean | null,
): number {
  const column = columns[cell % columns.length]!;
  if (value === null) return NaN;
  if (column.kind === 'numeric') return Number(value);
  const code = column.levels.indexOf(String(value));
  return code === -1 ? column.levels.length : code;
}

/** Of sums in float32, a unit in the last place a tree; and of functions of them. */
function rounding(forest: Forest): number {
  return (treeCount(forest) + 4) * 2 ** -24;
}

/** Relative to the largest number: sums may cancel out. */
function expectClose(found: Float64Array, expected: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(expected.length);
  const largest = Math.max(...expected.map(Math.abs));
  found.forEach((number, i) => {
    const difference = Math.abs(number - expected[i]!);
    expect(difference, `${number} for ${expected[i]}`).toBeLessThanOrEqual(tolerance * largest);
  });
}

function withoutLink(forest: Forest): Forest {
  const outputCount = forest.link.kind === 'binary-logistic' ? 1 : forest.outputCount;
  return { ...forest, link: { kind: 'identity', factor: 1 }, outputCount };
}

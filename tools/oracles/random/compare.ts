/** A model that a library made, imported, beside what the library predicts with it. */
import { Buffer } from 'node:buffer';

import { predictBatch, withoutLink } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { readForeignFolder, readForeignModel } from '@lambda-forest/interop';
import type { ForeignColumn, ForeignModel } from '@lambda-forest/interop';

/** A line that make.py writes. */
export interface RandomCase {
  /** In base64. */
  readonly model?: string;
  /** Of a library that saves several, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  /** Null is a missing value, a text is a category. */
  readonly rows: readonly (readonly Cell[])[];
  readonly predictions: readonly number[];
  /** Sums before the link, which must be equal to the bit. */
  readonly margins?: readonly number[];
  readonly bound: Bound;
  /** What was drawn. */
  readonly what: string;
}

type Cell = number | string | null;

/** How far a prediction may be: the sum of these; or, with `float32`, equal once it is rounded to one. */
interface Bound {
  readonly relative?: number;
  readonly absolute?: number;
  /** Relative to the largest prediction. */
  readonly ofLargest?: number;
  readonly float32?: boolean;
}

export interface Comparison {
  readonly rows: number;
  /** Between predictions, relative above 1. */
  readonly largestDifference: number;
  /** Undefined: all is as the library has it. */
  readonly problem?: string;
}

export function compareCase(drawn: RandomCase): Comparison {
  const rows = drawn.rows.length;
  try {
    const model = read(drawn);
    const asked = encode(model, drawn);
    const answers = shown(predictBatch(model.forest, asked), drawn.predictions.length);
    const largestDifference = distance(answers, drawn.predictions);
    const problem =
      describeMargins(predictBatch(sumsOf(model.forest), asked), drawn.margins) ??
      describePredictions(answers, drawn);
    return { rows, largestDifference, ...(problem === undefined ? {} : { problem }) };
  } catch (error) {
    return { rows, largestDifference: 0, problem: String(error) };
  }
}

function read({ model, files }: RandomCase): ForeignModel {
  if (model !== undefined) return readForeignModel(Buffer.from(model, 'base64'));
  return readForeignFolder(
    new Map(
      Object.entries(files ?? {}).map(([name, bytes]) => [name, Buffer.from(bytes, 'base64')]),
    ),
  );
}

/** @throws {Error} for a cell that the library predicts and a request could not hold */
function encode(model: ForeignModel, { columns, rows }: RandomCase): Float64Array {
  const places = model.columns.map(({ name }) => {
    const place = columns.indexOf(name);
    if (place === -1) throw new Error(`Found the column "${name}", which the table lacks.`);
    return place;
  });
  return Float64Array.from(
    rows.flatMap((row) =>
      model.columns.map((column, i) => valueOf(row[places[i]!]!, column, model.takesMissing)),
    ),
  );
}

function valueOf(cell: Cell, column: ForeignColumn, takesMissing: boolean): number {
  const { name, kind } = column;
  if (cell === null) {
    if (column.takesMissing ?? takesMissing) return NaN;
    throw new Error(`A missing value of "${name}" would be refused.`);
  }
  if (kind === 'numeric') return Number(cell);
  const level = column.levels.indexOf(String(cell));
  if (level !== -1) return level;
  if (column.takesOthers === true) return column.levels.length;
  throw new Error(`The text "${cell}" of "${name}" would be refused.`);
}

/** Of two classes, libraries may give the second's probability alone. */
function shown(answers: Float64Array, count: number): Float64Array {
  return answers.length === 2 * count ? answers.filter((_, i) => i % 2 === 1) : answers;
}

/** LightGBM's raw scores of a mean are sums. */
function sumsOf(forest: Forest): Forest {
  return { ...withoutLink(forest), aggregation: 'sum' };
}

function describeMargins(
  found: Float64Array,
  expected: readonly number[] | undefined,
): string | undefined {
  if (expected === undefined) return undefined;
  if (found.length !== expected.length) return `${found.length} sums, expected ${expected.length}`;
  const wrong = expected.findIndex((margin, i) => margin !== found[i]);
  return wrong === -1 ? undefined : `sum ${wrong} is ${found[wrong]}, not ${expected[wrong]}`;
}

function describePredictions(
  found: Float64Array,
  { predictions, bound }: RandomCase,
): string | undefined {
  if (found.length !== predictions.length)
    return `${found.length} predictions, expected ${predictions.length}`;
  const { relative = 0, absolute = 0, ofLargest = 0, float32 = false } = bound;
  const fixed = absolute + ofLargest * Math.max(...predictions.map(Math.abs));
  const isNear = (expected: number, i: number) =>
    float32
      ? Math.fround(found[i]!) === expected
      : Math.abs(found[i]! - expected) <= relative * Math.abs(expected) + fixed;
  const wrong = predictions.findIndex((expected, i) => !isNear(expected, i));
  if (wrong === -1) return undefined;
  return `prediction ${wrong} is ${found[wrong]}, not ${predictions[wrong]}`;
}

function distance(found: Float64Array, expected: readonly number[]): number {
  return expected.reduce((largest, value, i) => {
    const difference = Math.abs(found[i]! - value) / Math.max(1, Math.abs(value));
    return Math.max(largest, difference);
  }, 0);
}

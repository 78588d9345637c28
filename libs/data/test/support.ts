import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'vitest';

import { DataValidationError } from '@lambda-forest/table';

import { parseCsv, toDataset } from '../src/index.ts';
import type {
  ClassificationDataset,
  Column,
  Dataset,
  RegressionDataset,
  Table,
} from '../src/index.ts';

export function readIris(): Table {
  const path = join(import.meta.dirname, '../datasets/iris.csv');
  return parseCsv(readFileSync(path), { source: 'iris.csv' });
}

/** A table as `parseCsv` reads it from the text. */
export function read(text: string): Table {
  return parseCsv(new TextEncoder().encode(text), { source: 'table.csv' });
}

export function rowsOf(table: Table): string[][] {
  return Array.from(table.lines, (_, row) => table.columns.map((column) => cellsOf(column)[row]!));
}

/** The columns that have cells. */
export function namedColumns({ header, columns, nameless }: Table): Column[] {
  return columns.filter((_, index) => !nameless.has(header[index]!));
}

/** The cells of a column that is small enough to keep them. */
export function cellsOf(column: Column): string[] {
  if (column.form !== 'words') throw new Error(`Found ${column.form}, expected words.`);
  return Array.from(column.codes, (code) => column.words[code]!);
}

/** A classification dataset with one feature, the row's index, and these classes (named 0, 1, ...). */
export function withClasses(
  target: readonly number[],
  classCount: number,
): ClassificationDataset<Float64Array> {
  const classes = Array.from({ length: classCount }, (_, i) => String(i));
  return {
    task: 'classification',
    rowCount: target.length,
    columns: [Float64Array.from(target.keys())],
    target: Int32Array.from(target),
    schema: {
      task: 'classification',
      features: [numericFeature('index')],
      target: { name: 'class', classes, counts: classes.map((_, i) => countOf(target, i)) },
      rowCount: target.length,
    },
  };
}

/** A regression dataset with these columns (named x0, x1, ...) and the row's index as target. */
export function withColumns(
  columns: readonly (readonly number[])[],
): RegressionDataset<Float64Array> {
  const rowCount = columns[0]!.length;
  return {
    task: 'regression',
    rowCount,
    columns: columns.map((column) => Float64Array.from(column)),
    target: Float64Array.from({ length: rowCount }, (_, row) => row),
    schema: {
      task: 'regression',
      features: columns.map((_, i) => numericFeature(`x${i}`)),
      target: { name: 'y', minimum: 0, maximum: 0, mean: 0, standardDeviation: 0 },
      rowCount,
    },
  };
}

export function countOf(numbers: Iterable<number>, wanted: number): number {
  return [...numbers].filter((number) => number === wanted).length;
}

/** The error of a call that must refuse its data. */
export function refusal(call: () => Dataset | Table | object): DataValidationError {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(DataValidationError);
    expect((error as Error).message).not.toMatch(/[\r\n]/);
    return error as DataValidationError;
  }
  throw new Error('Found data accepted, expected a DataValidationError.');
}

export function classify(text: string): ClassificationDataset<Float64Array> {
  const dataset = toDataset(read(text));
  if (dataset.task !== 'classification') throw new Error('Found regression.');
  return dataset;
}

function numericFeature(name: string) {
  const statistics = { minimum: 0, maximum: 0, mean: 0, standardDeviation: 0, missing: 0 };
  return { kind: 'numeric' as const, name, ...statistics };
}

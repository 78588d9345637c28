/**
 * The request of the Open Inference Protocol's `infer`: tensors in, rows out.
 *
 * Two forms are read. One tensor of shape [rows, features], or [features] for one row unless it has a feature's name;
 * and one tensor for each feature, named as it, of shape [rows] or [rows, 1]. Of features that may be missing, the
 * tensors may be absent. A member that is null is absent.
 *
 * @see https://github.com/kserve/open-inference-protocol
 */
import type { Schema } from '@lambda-forest/schema';
import { count, isObject } from '@lambda-forest/text';

import { FieldIssues } from '../field-issues.ts';
import { requireRowCount } from '../row-count.ts';
import { kindOf } from '../row-reader.ts';
import type { RowReader } from '../row-reader.ts';
import { DATATYPES, outputTensors } from './tensors.ts';

export interface InferRequest {
  readonly id: string | undefined;
  /** The names of the outputs asked for, or of all. */
  readonly outputs: readonly string[];
  /** Values in the schema's order, ready for a RowReader. At least one row. */
  readonly rows: readonly unknown[][];
}

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Flat, in row-major order: as many as the shape says. */
  readonly data: readonly unknown[];
}

/**
 * @param reader of the same schema: knows which tensors may be absent, and which are ignored
 * @throws {InputValidationError} naming what does not fit
 * @throws {RequestError} BODY_TOO_LARGE for more than `maxRows`
 */
export function readInferRequest(
  body: unknown,
  schema: Schema,
  maxRows: number,
  reader: RowReader,
): InferRequest {
  const issues = new FieldIssues();
  const request = isObject(body) ? body : {};
  const { id, inputs, outputs } = request;
  if (typeof (id ?? '') !== 'string') {
    issues.add('/id', 'type', kindOf(id), 'a text');
  }
  const tensors = readTensors(inputs, issues);
  const names = readOutputs(outputs, schema, issues);
  issues.throwIfAny();
  const rows = toRows(tensors, reader, issues);
  issues.throwIfAny();
  requireRowCount(rows.length, maxRows);
  return { outputs: names, rows, id: (id ?? undefined) as string | undefined };
}

function readTensors(inputs: unknown, issues: FieldIssues): readonly Tensor[] {
  if (!Array.isArray(inputs) || inputs.length === 0) {
    issues.add('/inputs', 'type', 'no tensors', 'a list of at least one');
    return [];
  }
  return inputs.map((input: unknown, index) => readTensor(input, issues, `/inputs/${index}`));
}

function readTensor(input: unknown, issues: FieldIssues, pointer: string): Tensor {
  const { name, shape, datatype, data } = isObject(input) ? input : {};
  if (typeof name !== 'string') {
    issues.add(`${pointer}/name`, 'type', kindOf(name), 'a text');
  }
  if (!DATATYPES.has(datatype)) {
    const expected = [...DATATYPES.keys()].join(', ');
    issues.add(`${pointer}/datatype`, 'datatype', otherThan(datatype, 'type'), expected);
  }
  const sizes = readShape(shape, issues, `${pointer}/shape`);
  const values = readData(data, sizes, datatype, issues, `${pointer}/data`);
  return { name: name as string, shape: sizes, data: values }; // of another name there is an issue
}

/** @returns one or two sizes, or none if there are issues */
function readShape(shape: unknown, issues: FieldIssues, pointer: string): readonly number[] {
  const sizes: readonly number[] = Array.isArray(shape) ? shape : [];
  const bad: unknown = sizes.find((size) => !(Number.isSafeInteger(size) && size > 0));
  if (bad === undefined && sizes.length > 0 && sizes.length < 3) return sizes;
  const words = typeof bad === 'number' ? bad : kindOf(bad);
  const found = bad === undefined ? count(sizes.length, 'dimension') : `a dimension of ${words}`;
  const expected = 'a list of 1 or 2 whole numbers from 1';
  issues.add(pointer, 'shape', shape === sizes ? found : kindOf(shape), expected);
  return [];
}

/** What was found in the place of one of a few words. */
function otherThan(value: unknown, word: string): string {
  return typeof value === 'string' ? `another ${word}` : kindOf(value);
}

/** The values in row-major order, be they flat or a list for each row. */
function readData(
  data: unknown,
  sizes: readonly number[],
  datatype: unknown,
  issues: FieldIssues,
  pointer: string,
): readonly unknown[] {
  if (!Array.isArray(data)) {
    issues.add(pointer, 'type', kindOf(data), 'a list');
    return [];
  }
  const [rows = data.length, width] = sizes;
  const values: readonly unknown[] = data;
  const isNested = width !== undefined && values.some(Array.isArray);
  const expected = isNested ? rows : rows * (width ?? 1);
  if (values.length !== expected) addLength(values, expected, issues, pointer);
  if (!isNested) return requireBounds(values, datatype, issues, pointer);
  for (const [index, row] of values.entries()) {
    const place = `${pointer}/${index}`;
    if (Array.isArray(row) && row.length === width) requireBounds(row, datatype, issues, place);
    else addLength(row, width, issues, place);
  }
  return values.flat();
}

function addLength(found: unknown, expected: number, issues: FieldIssues, pointer: string): void {
  const words = Array.isArray(found) ? count(found.length, 'value') : kindOf(found);
  issues.add(pointer, 'length', words, `${expected} as the shape says`);
}

/** Numbers that their type cannot hold were meant as another type. */
function requireBounds(
  values: readonly unknown[],
  datatype: unknown,
  issues: FieldIssues,
  pointer: string,
): readonly unknown[] {
  const bounds = DATATYPES.get(datatype);
  if (!bounds) return values; // an issue already
  const [least, most] = bounds;
  const type = datatype as string;
  const isWhole = /INT|BOOL/.test(type);
  for (const [index, value] of values.entries()) {
    // Numbers of many digits are texts.
    const number = typeof value === 'object' ? NaN : Number(value);
    if (number < least || (isWhole ? number >= most || Math.abs(number % 1) > 0 : number > most)) {
      issues.add(`${pointer}/${index}`, 'number', `a number that is no ${type}`, 'one that is');
    }
  }
  return values;
}

function readOutputs(outputs: unknown, schema: Schema, issues: FieldIssues): readonly string[] {
  const known = outputTensors(schema).map(({ name }) => name);
  const asked: unknown = outputs ?? [];
  if (!Array.isArray(asked)) {
    issues.add('/outputs', 'type', kindOf(asked), 'a list');
    return [];
  }
  if (asked.length === 0) return known;
  return asked.map((output: unknown, index) => {
    const { name, parameters } = isObject(output) ? output : {};
    // With this parameter Triton answers with texts of its own; no other changes the values.
    const isTexts = isObject(parameters) && parameters['classification'];
    if (isTexts || !known.includes(name as string)) {
      const found = isTexts ? 'classification' : otherThan(name, 'output');
      issues.add(`/outputs/${index}`, 'unknown', found, known.join(' or '));
    }
    return name as string; // of another name there is an issue
  });
}

function toRows(
  tensors: readonly Tensor[],
  reader: RowReader,
  issues: FieldIssues,
): readonly unknown[][] {
  const { readers, isIgnored } = reader;
  const width = readers.length;
  const { name, data, shape } = tensors[0]!; // of none there is an issue
  if (tensors.length > 1) return fromColumns(tensors, reader, issues);
  const [rows, columns = rows] = shape;
  const isColumn = width > 1 && readers.some(({ column }) => column.name === name);
  // [n] with a feature's name is n rows of it, also where there are n features.
  if (columns === width && !(isColumn && shape.length === 1)) return chunks(data, width);
  if (isColumn || width === 1 || isIgnored(name)) return fromColumns(tensors, reader, issues);
  issues.add('/inputs/0/shape', 'shape', 'another shape', `[rows, ${width}] or [${width}]`);
  return [];
}

function fromColumns(
  tensors: readonly Tensor[],
  { readers, isIgnored }: RowReader,
  issues: FieldIssues,
): readonly unknown[][] {
  const names = new Set(readers.map(({ column }) => column.name));
  // A model of one feature needs no name for it.
  const isSingle = names.size === 1 && tensors.length === 1;
  const [only] = names;
  const byName = new Map(tensors.map((tensor) => [isSingle ? only : tensor.name, tensor]));
  const count = tensors[0]!.shape[0]!;
  issues.rows = count;
  for (const [index, { name, shape }] of tensors.entries()) {
    const pointer = `/inputs/${index}`;
    if (!isSingle && !names.has(name) && !isIgnored(name)) {
      issues.add(`${pointer}/name`, 'unknown', 'another name', 'features only');
    }
    const [rows, width = 1] = shape;
    if (rows !== count || width !== 1) {
      issues.add(`${pointer}/shape`, 'shape', 'another shape', `[${count}] or [${count}, 1]`);
    }
  }
  const columns = readers.map(({ column: { name }, mayMiss }) => {
    const tensor = byName.get(name);
    if (!tensor && !mayMiss) {
      issues.add('/inputs', 'missing', `no tensor named ${name}`, 'one');
    }
    return tensor;
  });
  if (byName.size !== tensors.length) {
    issues.add('/inputs', 'unknown', 'two tensors of one name', 'distinct names');
  }
  return Array.from({ length: count }, (_, row) =>
    columns.map((tensor) => tensor?.data[row] ?? null),
  );
}

function chunks(values: readonly unknown[], width: number): unknown[][] {
  return Array.from({ length: values.length / width }, (_, row) =>
    values.slice(row * width, (row + 1) * width),
  );
}

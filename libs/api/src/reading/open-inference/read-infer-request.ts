/**
 * The request of the Open Inference Protocol's `infer`: tensors in, rows out.
 *
 * Two forms are read. One tensor of shape [rows, features], or [features] for one row, whatever its name; and
 * one tensor for each feature, named as it, of shape [rows] or [rows, 1].
 *
 * @see https://github.com/kserve/open-inference-protocol
 */
import { inputColumns } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { isObject } from '@lambda-forest/text';

import { FieldIssues } from '../field-issues.ts';
import { requireRowCount } from '../row-count.ts';
import { kindOf } from '../row-reader.ts';
import { NUMERIC_DATATYPES, outputTensors, TEXT_DATATYPE } from './tensors.ts';

export interface InferRequest {
  readonly id?: string;
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
 * @throws {InputValidationError} naming what does not fit
 * @throws {RequestError} BODY_TOO_LARGE for more than `maxRows`
 */
export function readInferRequest(body: unknown, schema: Schema, maxRows: number): InferRequest {
  const issues = new FieldIssues();
  const request = isObject(body) ? body : {};
  const { id, inputs, outputs } = request;
  if (id !== undefined && typeof id !== 'string') {
    issues.add('/id', 'type', `Found ${kindOf(id)}, expected a text.`);
  }
  const tensors = readTensors(inputs, issues);
  const names = readOutputs(outputs, schema, issues);
  issues.throwIfAny();
  const rows = toRows(tensors, schema, issues);
  issues.throwIfAny();
  requireRowCount(rows.length, maxRows);
  return { outputs: names, rows, ...(typeof id === 'string' && { id }) };
}

function readTensors(inputs: unknown, issues: FieldIssues): readonly Tensor[] {
  if (!Array.isArray(inputs) || inputs.length === 0) {
    issues.add('/inputs', 'type', 'Found no tensors, expected a list of at least one.');
    return [];
  }
  return inputs.map((input: unknown, index) => readTensor(input, issues, `/inputs/${index}`));
}

function readTensor(input: unknown, issues: FieldIssues, pointer: string): Tensor {
  const { name, shape, datatype, data } = isObject(input) ? input : {};
  if (typeof name !== 'string') {
    issues.add(`${pointer}/name`, 'type', `Found ${kindOf(name)}, expected a text.`);
  }
  if (!NUMERIC_DATATYPES.has(datatype) && datatype !== TEXT_DATATYPE) {
    const expected = [...NUMERIC_DATATYPES, TEXT_DATATYPE].join(', ');
    issues.add(`${pointer}/datatype`, 'datatype', `Found another type, expected ${expected}.`);
  }
  const sizes = isShape(shape) ? shape : [];
  if (sizes.length === 0) {
    issues.add(
      `${pointer}/shape`,
      'shape',
      'Found no shape, expected 1 or 2 whole numbers from 1.',
    );
  }
  if (!Array.isArray(data)) {
    issues.add(`${pointer}/data`, 'type', `Found ${kindOf(data)}, expected a list.`);
    return { name: String(name), shape: sizes, data: [] };
  }
  const flat: readonly unknown[] = sizes.length === 2 ? data.flat() : data;
  const expected = sizes.reduce((product, size) => product * size, 1);
  if (sizes.length > 0 && flat.length !== expected) {
    const message = `Found ${flat.length} values, expected ${expected} as the shape says.`;
    issues.add(`${pointer}/data`, 'length', message);
  }
  return { name: String(name), shape: sizes, data: flat };
}

function isShape(shape: unknown): shape is readonly number[] {
  return (
    Array.isArray(shape) &&
    shape.length <= 2 &&
    shape.every((size) => Number.isSafeInteger(size) && size > 0)
  );
}

function readOutputs(outputs: unknown, schema: Schema, issues: FieldIssues): readonly string[] {
  const known = outputTensors(schema).map(({ name }) => name);
  if (outputs === undefined) return known;
  const asked = Array.isArray(outputs) ? outputs : [];
  if (asked.length === 0) {
    issues.add('/outputs', 'type', 'Found no names, expected a list of at least one output.');
  }
  return asked.flatMap((output: unknown, index) => {
    const name = isObject(output) ? output['name'] : undefined;
    const found = known.find((each) => each === name);
    if (found !== undefined) return found;
    const message = `Found another output, expected ${known.join(' or ')}.`;
    issues.add(`/outputs/${index}/name`, 'unknown', message);
    return [];
  });
}

function toRows(
  tensors: readonly Tensor[],
  { features }: Schema,
  issues: FieldIssues,
): readonly unknown[][] {
  const columns = inputColumns(features);
  const width = columns.length;
  const [first] = tensors;
  if (first !== undefined && tensors.length === 1) {
    const [rows, columns = rows] = first.shape;
    const isOneRow = first.shape.length === 1 && rows === width;
    if (isOneRow || columns === width) return chunks(first.data, width);
    if (width > 1) {
      const expected = `[rows, ${width}] or [${width}]`;
      issues.add('/inputs/0/shape', 'shape', `Found another shape, expected ${expected}.`);
      return [];
    }
  }
  return fromColumns(
    tensors,
    columns.map(({ name }) => name),
    issues,
  );
}

function fromColumns(
  tensors: readonly Tensor[],
  names: readonly string[],
  issues: FieldIssues,
): readonly unknown[][] {
  // A model of one feature needs no name for it.
  const isSingle = names.length === 1 && tensors.length === 1;
  const byName = new Map(tensors.map((tensor) => [isSingle ? names[0] : tensor.name, tensor]));
  const count = tensors[0]?.shape[0] ?? 0;
  for (const [index, tensor] of tensors.entries()) {
    const pointer = `/inputs/${index}`;
    if (!isSingle && !names.includes(tensor.name)) {
      issues.add(`${pointer}/name`, 'unknown', 'Found another name, expected features only.');
    }
    if (tensor.shape[0] !== count || (tensor.shape[1] ?? 1) !== 1) {
      const expected = `[${count}] or [${count}, 1]`;
      issues.add(`${pointer}/shape`, 'shape', `Found another shape, expected ${expected}.`);
    }
  }
  for (const name of names) {
    if (byName.has(name)) continue;
    issues.add('/inputs', 'missing', `Found no tensor named ${name}, expected one.`);
  }
  if (byName.size !== tensors.length) {
    issues.add('/inputs', 'unknown', 'Found two tensors of one name, expected distinct names.');
  }
  if (issues.total > 0) return [];
  return Array.from({ length: count }, (_, row) =>
    names.map((name) => byName.get(name)!.data[row]),
  );
}

function chunks(values: readonly unknown[], width: number): unknown[][] {
  return Array.from({ length: values.length / width }, (_, row) =>
    values.slice(row * width, (row + 1) * width),
  );
}

/** Operators between the inputs and the trees: each is folded into what the trees ask. */
import { damaged } from '../errors.ts';
import { nameOf, refused } from './attributes.ts';
import type { Attributes } from './attributes.ts';
import { applyStep } from './columns.ts';
import type { Column, Step } from './columns.ts';
import { compareCodes, encodeLabels, encodeOneHot } from './encoders.ts';
import { DOUBLE, FLOAT, INT32, INT64, STRING } from './proto.ts';
import { listOf, ROWS } from './fold-constants.ts';
import { chooseColumns, testColumns } from './hummingbird/choices.ts';
import { COMPARISONS } from './hummingbird/grown-node.ts';
import { multiplyColumns } from './hummingbird/products.ts';
import type {
  ColumnsValue,
  ConstantValue,
  Inputs,
  MissingValue,
  Operators,
  Value,
} from './values.ts';

export const COLUMN_OPERATORS: Operators<ColumnsValue> = {
  Identity: (input) => input,
  Cast: (input, attributes) => cast(input, attributes),
  Reshape: (input, attributes, [, shape]) => {
    attributes.ignore('allowzero');
    return reshape(input, shape, attributes);
  },
  Concat: (input, attributes, inputs) => {
    const axis = attributes.whole('axis', 1);
    const joined = concat(input.type, inputs, attributes);
    if (input.inner === undefined) return joined; // of rows of columns there is one axis that can be meant
    const isLast = inputs.every((value) => value?.kind === 'columns' && isOneRow(value));
    const inner = isLast && LAST_OF_THREE.has(axis) ? joined.columns.length : 0;
    return { ...joined, inner };
  },
  FeatureVectorizer: (_, attributes, inputs) => {
    attributes.ignore('inputdimensions');
    const floats = inputs.map((value) =>
      value?.kind === 'columns' && value.type !== FLOAT ? toFloats(value, attributes) : value,
    );
    return concat(FLOAT, floats, attributes);
  },
  ArrayFeatureExtractor: (input, attributes, [, indices]) => pick(input, indices, attributes),
  Gather: (input, attributes, [first, indices]) => {
    const axis = attributes.whole('axis', 0);
    if (first?.kind === 'constant' && axis === 0) return lookUp(input, first, attributes);
    const lasts = input.inner === undefined ? LAST_OF_TWO : LAST_OF_THREE;
    if (!lasts.has(axis)) throw refused(attributes);
    return pick(input, indices, attributes);
  },
  Slice: slice,
  Equal: compareCodes,
  Scaler: scale,
  Binarizer: binarize,
  Clip: clip,
  Imputer: impute,
  Add: (input, attributes, inputs) => arithmetic(input, attributes, inputs),
  Sub: (input, attributes, inputs) => arithmetic(input, attributes, inputs),
  Mul: (input, attributes, inputs) => arithmetic(input, attributes, inputs),
  Div: (input, attributes, inputs) => arithmetic(input, attributes, inputs),
  LabelEncoder: encodeLabels,
  OneHotEncoder: encodeOneHot,
  Shape: ({ columns }) => ({ kind: 'constant', tensor: listOf([ROWS, columns.length]) }),
  IsNaN: (input) => ({ kind: 'missing', of: input }),
  Gemm: multiplyColumns,
  GatherElements: chooseColumns,
  ...Object.fromEntries(Object.keys(COMPARISONS).map((name) => [name, testColumns])),
};

export const MISSING_OPERATORS: Operators<MissingValue> = {
  Where: ({ of }, attributes, [, filling, columns]) => {
    const isFilled = filling?.kind === 'choices' && filling.type === of.type && columns === of;
    if (!isFilled || filling.numbers.length !== of.columns.length) throw refused(attributes);
    return fill(of, filling.numbers, attributes);
  },
};

function cast(input: ColumnsValue, attributes: Attributes): ColumnsValue {
  const to = attributes.whole('to', 0);
  attributes.ignore('saturate', 'round_mode');
  const { type } = input;
  if (to === type || to === STRING) {
    if (to !== type && type !== INT64) throw refused(attributes);
    return { ...input, type: to };
  }
  if (to === FLOAT) return toFloats(input, attributes);
  const isWider = to === DOUBLE && type !== STRING;
  if (isWider || (to === INT64 && type === INT32)) return { ...input, type: to };
  throw refused(attributes);
}

function toFloats(input: ColumnsValue, attributes: Attributes): ColumnsValue {
  return map({ ...input, type: FLOAT }, attributes, () => Math.fround);
}

/** Only what leaves one row a row. */
function reshape(input: ColumnsValue, shape: Value | undefined, attributes: Attributes) {
  const dims = shape?.kind === 'constant' ? shape.tensor.numbers : [];
  const width = input.columns.length;
  if ((dims.length === 1 && width === 1) || (dims.length === 2 && dims[1] === width))
    return { ...input, inner: undefined };
  throw refused(attributes);
}

function concat(
  type: number,
  inputs: readonly (Value | undefined)[],
  attributes: Attributes,
): ColumnsValue {
  const columns = inputs.flatMap((value) => {
    if (value?.kind !== 'columns' || (attributes.node.operator === 'Concat' && value.type !== type))
      throw refused(attributes);
    return value.columns;
  });
  return { kind: 'columns', columns, type };
}

function pick(
  input: ColumnsValue,
  indices: Value | undefined,
  attributes: Attributes,
): ColumnsValue {
  if (indices?.kind !== 'constant' || !isOneRow(input)) throw refused(attributes);
  const columns = indices.tensor.numbers.map((index) => input.columns[index]);
  if (!columns.every((column) => column !== undefined))
    throw damaged(`Found a column out of range in ${nameOf(attributes.node)}.`);
  return { ...input, columns, inner: input.inner === undefined ? undefined : columns.length };
}

const LAST_OF_TWO: ReadonlySet<number> = new Set([1, -1]);
const LAST_OF_THREE: ReadonlySet<number> = new Set([2, -1]);

/** Whether the last axis has all columns. */
function isOneRow({ columns, inner }: ColumnsValue): boolean {
  return inner === undefined || inner === columns.length;
}

/** Columns that follow each other. */
function slice(input: ColumnsValue, attributes: Attributes, [first, ...bounds]: Inputs) {
  const [from = NaN, to = NaN, axis, step = 1] = bounds.map((value) =>
    value?.kind === 'constant' && value.tensor.numbers.length === 1 ? value.tensor.numbers[0] : NaN,
  );
  const columns = input.columns.slice(from, to);
  const isPlain = first === input && input.inner === undefined;
  if (!isPlain || axis !== 1 || step !== 1 || !(from >= 0) || columns.length !== to - from)
    throw refused(attributes);
  return { ...input, columns };
}

/** The row of a table that a code names, one column for each of its numbers. */
function lookUp(input: ColumnsValue, { tensor }: ConstantValue, attributes: Attributes) {
  const { dims, numbers, type } = tensor;
  const [column] = input.columns;
  const [rows = 0, width = 0] = dims;
  if (input.columns.length !== 1 || column?.kind !== 'level' || dims.length !== 2)
    throw refused(attributes);
  const codes = [...column.levels, '', undefined].map((text) => column.valueOf(text));
  if (!codes.every((code) => Number.isInteger(code) && code >= 0 && code < rows))
    throw damaged(`Found a row out of range in ${nameOf(attributes.node)}.`);
  const columns = Array.from({ length: width }, (_, k): Column => ({
    ...column,
    valueOf: (text: string | undefined) => numbers[column.valueOf(text) * width + k]!,
  }));
  return { kind: 'columns', columns, type } as const;
}

function scale(input: ColumnsValue, attributes: Attributes): ColumnsValue {
  const offsets = attributes.numbers('offset');
  const scales = attributes.numbers('scale');
  const round = roundingOf(input.type);
  return map({ ...input, type: FLOAT }, attributes, (i) => {
    const offset = each(offsets, i, attributes);
    const factor = each(scales, i, attributes);
    return multiply(
      (value) => Math.fround(round(round(value) - offset) * factor),
      factor,
      attributes,
    );
  });
}

/** onnxruntime ends with an error for a missing number. */
function binarize(input: ColumnsValue, attributes: Attributes): ColumnsValue {
  const threshold = attributes.number('threshold', 0);
  const columns = input.columns.map((column): Column => {
    if (column.kind !== 'number' || input.type !== FLOAT) throw refused(attributes);
    return Number.isNaN(column.missing) ? { ...column, missing: 0, isStrict: true } : column;
  });
  return map(
    { ...input, columns },
    attributes,
    () => (value) => Number(Math.fround(value) > threshold),
  );
}

/** NaN stays NaN. Bounds are inputs, before opset 11 attributes; one that is left out is the type's largest number. */
function clip(input: ColumnsValue, attributes: Attributes, [, ...bounds]: Inputs): ColumnsValue {
  const largest = LARGEST[input.type];
  if (largest === undefined) throw refused(attributes);
  const [least, most] = (['min', 'max'] as const).map((name, i) => {
    const bound = bounds[i];
    if (bound === undefined) return attributes.number(name, name === 'min' ? -largest : largest);
    if (bound.kind !== 'constant' || bound.tensor.type !== input.type) throw refused(attributes);
    return each(bound.tensor.numbers, 0, attributes);
  }) as [number, number];
  if (!(least <= most)) throw refused(attributes);
  const round = roundingOf(input.type);
  return map(input, attributes, () => (value) => Math.min(most, Math.max(least, round(value))));
}

const LARGEST: Readonly<Record<number, number>> = {
  [FLOAT]: 2 ** 128 - 2 ** 104,
  [DOUBLE]: Number.MAX_VALUE,
};

function impute(input: ColumnsValue, attributes: Attributes): ColumnsValue {
  const floats = attributes.numbers('imputed_value_floats');
  const wholes = attributes.wholes('imputed_value_int64s');
  const isMissing = Number.isNaN(attributes.number('replaced_value_float', 0));
  if (!isMissing || attributes.has('replaced_value_int64') || wholes.length > 0)
    throw refused(attributes);
  return fill(input, floats, attributes);
}

function fill(input: ColumnsValue, numbers: readonly number[], attributes: Attributes) {
  const columns = input.columns.map((column, i) => {
    const value = each(numbers, i, attributes);
    if (column.kind === 'number')
      return Number.isNaN(column.missing) ? { ...column, missing: value } : column;
    if (column.kind === 'text') throw refused(attributes);
    const { valueOf } = column;
    const filled = (text: string | undefined) => {
      const found = valueOf(text);
      return Number.isNaN(found) ? value : found;
    };
    return { ...column, valueOf: filled };
  });
  return { ...input, columns };
}

/** A column and a constant, in their order. */
function arithmetic(
  input: ColumnsValue,
  attributes: Attributes,
  inputs: readonly (Value | undefined)[],
): ColumnsValue {
  const { operator = '' } = attributes.node;
  attributes.ignore('axis', 'broadcast');
  const constant = inputs.find((value): value is ConstantValue => value?.kind === 'constant');
  const isFirst = inputs[0]?.kind === 'columns';
  if (constant === undefined || inputs.length !== 2 || (!isFirst && operator === 'Div'))
    throw refused(attributes);
  const { numbers, type } = constant.tensor;
  if (type !== input.type || (type !== FLOAT && type !== DOUBLE)) throw refused(attributes);
  const round = roundingOf(type);
  return map(input, attributes, (i) => {
    const other = each(numbers, i, attributes);
    if (operator === 'Add') return (value) => round(value + other);
    if (operator === 'Mul') return multiply((value) => round(value * other), other, attributes);
    if (operator === 'Div') return multiply((value) => round(value / other), other, attributes);
    return isFirst ? (value) => round(value - other) : (value) => round(other - value);
  });
}

/** Runtimes compute with whole numbers as float32. */
function roundingOf(type: number): Step {
  return type === DOUBLE ? (value) => value : Math.fround;
}

function multiply(step: Step, factor: number, attributes: Attributes): Step {
  if (factor !== 0) return step;
  throw refused(attributes);
}

function map(
  input: ColumnsValue,
  attributes: Attributes,
  stepOf: (index: number) => Step,
): ColumnsValue {
  const columns = input.columns.map((column, i) => {
    const changed = applyStep(column, stepOf(i));
    if (changed === undefined) throw refused(attributes);
    return changed;
  });
  return { ...input, columns };
}

/** A list of one number is for all columns. */
function each(numbers: readonly number[], index: number, attributes: Attributes): number {
  const number = numbers.length === 1 ? numbers[0] : numbers[index];
  if (number !== undefined && Number.isFinite(number)) return number;
  throw damaged(`Found no finite number for column ${index} in ${nameOf(attributes.node)}.`);
}

/** Operators that make numbers of texts. */
import { refused } from './attributes.ts';
import type { Attributes } from './attributes.ts';
import type { Column } from './columns.ts';
import { BOOL, FLOAT, INT64, STRING } from './proto.ts';
import type { ColumnsValue, Inputs } from './values.ts';

/** A text, or a whole number, becomes what is listed for it. */
export function encodeLabels(input: ColumnsValue, attributes: Attributes): ColumnsValue {
  const floats = attributes.numbers('values_floats');
  const wholes = attributes.wholes('values_int64s');
  const values = floats.length > 0 ? floats : wholes;
  const fallback =
    floats.length > 0
      ? attributes.number('default_float', -0)
      : attributes.whole('default_int64', -1);
  attributes.ignore('default_float', 'default_int64', 'default_string');
  const keys = keysOf(input, attributes, 'keys');
  if (keys.length !== values.length || keys.length === 0) throw refused(attributes);
  const numbers = new Map(keys.map((key, i) => [key, values[i]!]));
  const columns = input.columns.map((column): Column => ({
    kind: 'level',
    source: column.source,
    levels: keys,
    valueOf: (text) => (text === undefined ? fallback : (numbers.get(text) ?? fallback)),
  }));
  return { kind: 'columns', columns, type: floats.length > 0 ? FLOAT : INT64 };
}

export function encodeOneHot(input: ColumnsValue, attributes: Attributes): ColumnsValue {
  const isStrict = attributes.whole('zeros', 1) === 0;
  const keys = keysOf(input, attributes, 'cats');
  if (keys.length === 0) throw refused(attributes);
  return { ...oneHot(input, keys, isStrict, FLOAT), inner: keys.length };
}

/** Whole numbers that are each compared with the same codes. */
export function compareCodes(
  input: ColumnsValue,
  attributes: Attributes,
  inputs: Inputs,
): ColumnsValue {
  const [codes] = inputs.filter((value) => value?.kind === 'constant');
  const { type, numbers = [] } = codes?.tensor ?? {};
  const keys = numbers.map(String);
  const isPlain = input.columns.length === 1 && input.columns.every(isUnchanged);
  if (!isPlain || input.type !== INT64 || type !== INT64 || new Set(keys).size !== keys.length)
    throw refused(attributes);
  return oneHot(input, keys, false, BOOL);
}

function oneHot(
  { columns: given }: ColumnsValue,
  keys: readonly string[],
  isStrict: boolean,
  type: number,
): ColumnsValue {
  const columns = given.flatMap(({ source }) =>
    keys.map((key): Column => ({
      kind: 'level',
      source,
      levels: keys,
      isStrict,
      valueOf: (text) => (text === key ? 1 : 0),
    })),
  );
  return { kind: 'columns', columns, type };
}

function isUnchanged(column: Column): boolean {
  return column.kind === 'text' || (column.kind === 'number' && column.valueOf(0.5) === 0.5);
}

/** Texts that an encoder lists. Those of whole numbers are their digits. */
function keysOf(input: ColumnsValue, attributes: Attributes, prefix: string): readonly string[] {
  const texts = attributes.texts(`${prefix}_strings`);
  const wholes = attributes.wholes(`${prefix}_int64s`);
  const isOfType =
    input.type === STRING ? wholes.length === 0 : input.type === INT64 && texts.length === 0;
  const isPlain = input.columns.every(isUnchanged);
  if (!isOfType || !isPlain || new Set([...texts, ...wholes]).size !== texts.length + wholes.length)
    throw refused(attributes);
  return input.type === STRING ? texts : wholes.map(String);
}

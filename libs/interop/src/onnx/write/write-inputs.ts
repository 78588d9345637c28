/** The columns of a request as the rows that a forest sees: one input for each column. */
import { booleanSpellings, inputColumns, readKnownBoolean } from '@lambda-forest/schema';
import type { CategoricalFeature, InputColumn, Schema } from '@lambda-forest/schema';
import { quote } from '@lambda-forest/text';

import { UnsayableModelError } from '../../errors.ts';
import { DOUBLE, STRING } from '../proto.ts';
import type { CategorySets } from './category-sets.ts';
import type { GraphWriter } from './graph-writer.ts';

/** The rows that trees see: first numbers in the order of the schema, then what splits by categories ask. */
export interface Inputs {
  /** The name of a tensor of float64. */
  readonly rows: string;
  /** Numbers of a row. */
  readonly width: number;
  /** By feature: where its number is, or the first of what is asked of its levels. */
  readonly places: readonly number[];
}

/** @throws {UnsayableModelError} for a column of texts */
export function writeInputs(
  graph: GraphWriter,
  schema: Schema,
  { columns: asked }: CategorySets,
): Inputs {
  const columns = inputColumns(schema);
  for (const { kind, name } of columns) {
    if (kind === 'text')
      throw new UnsayableModelError(
        `Found the words of ${quote(name)} among the features, which no operator of ONNX counts as training did.`,
        'Train a model without that column, or serve this one with lambda-forest.',
      );
  }
  graph.reserve([...columns, ...schema.features].map(({ name }) => name));
  const numbers: string[] = [];
  const sides: string[] = [];
  for (const column of columns) {
    if (column.kind === 'categorical') {
      sides.push(writeSides(graph, column.feature, asked[column.first]!));
    } else numbers.push(...writeNumbers(graph, schema, column));
  }
  const parts = numbers.length > 0 ? [writeScaling(graph, schema, concat(graph, numbers))] : [];
  let next = 0;
  const places = schema.features.map(({ kind }) => (kind === 'numeric' ? next++ : 0));
  schema.features.forEach(({ kind }, feature) => {
    if (kind === 'numeric') return;
    places[feature] = next;
    next += Math.max(1, asked[feature]!.length);
  });
  return { rows: concat(graph, [...parts, ...sides]), width: next, places };
}

function concat(graph: GraphWriter, parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : graph.node('Concat', parts, { axis: 1 });
}

/** Of numbers alone: levels are not scaled. */
function writeScaling(graph: GraphWriter, { features, scaling }: Schema, rows: string): string {
  if (scaling === undefined) return rows;
  const constant = (name: string, values: readonly number[]) => {
    const numbers = values.filter((_, feature) => features[feature]!.kind === 'numeric');
    return graph.constant(name, { dims: [1, numbers.length], values: Float64Array.from(numbers) });
  };
  const centred = graph.node('Sub', [rows, constant('center', scaling.center)]);
  return graph.node('Div', [centred, constant('scale', scaling.scale)]);
}

function writeNumbers(
  graph: GraphWriter,
  { features }: Schema,
  column: InputColumn,
): readonly string[] {
  const { name, first, width } = column;
  // Of a date the parts are sent, each by the name of its feature: no operator reads dates.
  if (column.kind === 'datetime') {
    return features.slice(first, first + width).map((part) => graph.input(part.name, DOUBLE));
  }
  return column.kind === 'names' ? [writeNames(graph, column)] : [graph.input(name, DOUBLE)];
}

/** A column for each different split: on which side a level is, any other text, and a missing one. */
function writeSides(
  graph: GraphWriter,
  { name, levels, boolean, other }: CategoricalFeature,
  asked: readonly Uint8Array[],
): string {
  const texts = boolean === true ? booleanSpellings() : levels;
  const codes = texts.map((text, i) => (boolean === true ? Number(readKnownBoolean(text)) : i));
  const unseen = other === true ? levels.length - 1 : levels.length;
  const columns = asked.length > 0 ? asked : [new Uint8Array(levels.length + 2)];
  const values = Uint8Array.from(
    { length: (levels.length + 2) * columns.length },
    (_, i) => columns[i % columns.length]![Math.floor(i / columns.length)]!,
  );
  const dims = [levels.length + 2, columns.length];
  const table = graph.constant(`${name}_sides`, { dims, values });
  const found = writeLookUp(
    graph,
    name,
    { texts, codes, unseen, missing: levels.length + 1 },
    table,
    columns.length,
  );
  return graph.node('Cast', [found], { to: DOUBLE });
}

interface Codes {
  readonly texts: readonly string[];
  readonly codes: readonly number[];
  readonly unseen: number;
  readonly missing: number;
}

/** The row of a table that a text names. */
function writeLookUp(
  graph: GraphWriter,
  name: string,
  { texts, codes, unseen, missing }: Codes,
  table: string,
  width: number,
): string {
  const encoded = graph.node(
    'LabelEncoder',
    [graph.input(name, STRING)],
    {
      keys_strings: [...texts, ''],
      values_int64s: [...codes, missing],
      default_int64: unseen,
    },
    { domain: 'ai.onnx.ml', name: `${name}_code` },
  );
  const gathered = graph.node('Gather', [table, encoded], { axis: 0 });
  const shape = graph.constant(`${name}_shape`, {
    dims: [2],
    values: BigInt64Array.of(-1n, BigInt(width)),
  });
  return graph.node('Reshape', [gathered, shape]);
}

/** The numbers of a name are a row of a table: first those that training saw, then any other, then a missing one. */
function writeNames(
  graph: GraphWriter,
  { name, width, table: { levels, values, unseen } }: InputColumn & { kind: 'names' },
): string {
  const codes = [...levels.keys()];
  const rows = [...codes, levels.length, levels.length + 1];
  const numbers = rows.flatMap((row) =>
    values.map((list, k) => list[row] ?? (row === levels.length ? (unseen?.[k] ?? NaN) : NaN)),
  );
  const table = graph.constant(`${name}_numbers`, {
    dims: [rows.length, width],
    values: Float64Array.from(numbers),
  });
  const all = { texts: levels, codes, unseen: levels.length, missing: levels.length + 1 };
  return writeLookUp(graph, name, all, table, width);
}

/** The columns of a request as the rows that a forest sees: one input for each column. */
import { BOOLEAN_SPELLINGS, inputColumns, readKnownBoolean } from '@lambda-forest/schema';
import type { InputColumn, Schema } from '@lambda-forest/schema';
import { quote } from '@lambda-forest/text';

import { UnsayableModelError } from '../../errors.ts';
import { DOUBLE, STRING } from '../proto.ts';
import type { GraphWriter } from './graph-writer.ts';

/**
 * @returns the name of a tensor of float64, a row of featureCount numbers for each row
 * @throws {UnsayableModelError} for a column of texts
 */
export function writeInputs(graph: GraphWriter, schema: Schema): string {
  const columns = inputColumns(schema);
  for (const { kind, name } of columns) {
    if (kind === 'text')
      throw new UnsayableModelError(
        `Found the words of ${quote(name)} among the features, which no operator of ONNX counts as training did.`,
        'Train a model without that column, or serve this one with lambda-forest.',
      );
  }
  graph.reserve([...columns, ...schema.features].map(({ name }) => name));
  const parts = columns.map((column) => writeColumn(graph, schema, column));
  const rows = parts.flat();
  const all = rows.length === 1 ? rows[0]! : graph.node('Concat', rows, { axis: 1 });
  const { scaling } = schema;
  if (scaling === undefined) return all;
  const width = schema.features.length;
  const constant = (name: string, values: readonly number[]) =>
    graph.constant(name, { dims: [1, width], values: Float64Array.from(values) });
  const centred = graph.node('Sub', [all, constant('center', scaling.center)]);
  return graph.node('Div', [centred, constant('scale', scaling.scale)]);
}

function writeColumn(
  graph: GraphWriter,
  { features }: Schema,
  column: InputColumn,
): readonly string[] {
  const { name, first, width } = column;
  if (column.kind === 'numeric') return [graph.input(name, DOUBLE)];
  // Of a date the parts are sent, each by the name of its feature: no operator reads dates.
  if (column.kind === 'datetime') {
    return features.slice(first, first + width).map((part) => graph.input(part.name, DOUBLE));
  }
  const given = graph.input(name, STRING);
  if (column.kind === 'categorical') {
    const { levels, other, boolean } = column.feature;
    const texts = boolean === true ? BOOLEAN_SPELLINGS : levels;
    const code = (text: string) =>
      boolean === true ? Number(readKnownBoolean(text)) : levels.indexOf(text);
    const unseen = other === true ? levels.length - 1 : levels.length;
    const codes = graph.node(
      'LabelEncoder',
      [given],
      {
        keys_strings: [...texts, ''],
        values_floats: { floats: [...texts.map(code), NaN] },
        default_float: { float: unseen },
      },
      { domain: 'ai.onnx.ml', name: `${name}_code` },
    );
    return [graph.node('Cast', [codes], { to: DOUBLE })];
  }
  return [writeNames(graph, given, column as InputColumn & { kind: 'names' })];
}

/** The numbers of a name are a row of a table: first those that training saw, then any other, then a missing one. */
function writeNames(
  graph: GraphWriter,
  given: string,
  { name, width, table }: InputColumn & { kind: 'names' },
): string {
  const { levels, values, unseen } = table;
  const codes = graph.node(
    'LabelEncoder',
    [given],
    {
      keys_strings: [...levels, ''],
      values_int64s: [...levels.keys(), levels.length + 1],
      default_int64: levels.length,
    },
    { domain: 'ai.onnx.ml', name: `${name}_code` },
  );
  const rows = [...levels.keys(), levels.length, levels.length + 1];
  const numbers = rows.flatMap((row) =>
    values.map((list, k) => list[row] ?? (row === levels.length ? (unseen?.[k] ?? NaN) : NaN)),
  );
  const encoded = graph.constant(`${name}_numbers`, {
    dims: [rows.length, width],
    values: Float64Array.from(numbers),
  });
  const gathered = graph.node('Gather', [encoded, codes], { axis: 0 });
  const shape = graph.constant(`${name}_shape`, {
    dims: [2],
    values: BigInt64Array.of(-1n, BigInt(width)),
  });
  return graph.node('Reshape', [gathered, shape]);
}

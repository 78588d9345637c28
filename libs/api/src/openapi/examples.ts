import { columnReaders, inputColumns } from '@lambda-forest/schema';
import type { ColumnReader, Feature, InputColumn, Schema } from '@lambda-forest/schema';
import { printableJson } from '@lambda-forest/text';

import { inputTensors } from '../reading/open-inference/index.ts';
import type { Json } from './json.ts';

/** Significant digits of an example that come from the feature's spread. */
const DIGITS = 2;

/** Those of a number whose spread is not known, as of a threshold of an imported model. */
const MOST_DIGITS = 6;

/** Of a text: those of the vocabulary that come first. */
const EXAMPLE_WORDS = 3;

const MS_PER_DAY = 86_400_000;

/** A value that training saw the like of: the mean, as precise as the spread makes sense of, or the commonest level. */
function exampleValue(feature: Feature): number | string {
  if (feature.kind === 'categorical') {
    const commonest = feature.counts.indexOf(Math.max(...feature.counts));
    return feature.levels[commonest] ?? '';
  }
  const { minimum, maximum, mean, standardDeviation } = feature;
  const within = (text: string) => {
    const rounded = Number(text);
    return rounded >= minimum && rounded <= maximum ? rounded : mean;
  };
  if (!(standardDeviation > 0)) {
    return Number.isInteger(mean) ? mean : within(mean.toPrecision(MOST_DIGITS));
  }
  // Probably whole numbers; an example of them should be one, and of others it may be.
  const areEndsWhole = Number.isInteger(minimum) && Number.isInteger(maximum);
  if (areEndsWhole && maximum - minimum > 1) return Math.round(mean);
  const magnitude = Math.floor(Math.log10(standardDeviation));
  const decimals = Math.min(Math.max(DIGITS - 1 - magnitude, 0), 100); // what toFixed takes
  return within(mean.toFixed(decimals));
}

/** The same of a column: a boolean as JSON has it, a date-time as the mean day in ISO 8601. */
export function exampleOf(column: InputColumn): number | string | boolean {
  const { kind, feature } = column;
  if (kind === 'text') return column.known.slice(0, EXAMPLE_WORDS).join(' ');
  if (kind === 'names') return column.known[0] ?? '';
  if (kind === 'datetime') {
    const ms = column.parts[0] === 'days' ? feature.mean * MS_PER_DAY : NaN;
    return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 10) : '2024-07-31';
  }
  const value = exampleValue(feature);
  return kind === 'categorical' && feature.boolean === true ? value === 'true' : value;
}

/** A row as an object, in the schema's order. */
export function exampleFeatures(
  schema: Schema,
): Readonly<Record<string, number | string | boolean>> {
  return Object.fromEntries(inputColumns(schema).map((column) => [column.name, exampleOf(column)]));
}

/** The body of a request for one prediction, as JSON without invisible characters. */
export function exampleBody(schema: Schema): string {
  return printableJson(JSON.stringify({ features: exampleFeatures(schema) }));
}

/**
 * The columns in the order of the document's tensors. Where each has its own, those that may be absent come last, so
 * that a list of fewer tensors is one without them.
 */
export function tensorReaders(schema: Schema): readonly ColumnReader[] {
  const readers = columnReaders(schema);
  if (inputTensors(readers).length === 1) return readers;
  return readers.toSorted((a, b) => Number(a.mayMiss) - Number(b.mayMiss));
}

/** The same row as tensors of the Open Inference Protocol. */
export function exampleTensors(schema: Schema): Json {
  const readers = tensorReaders(schema);
  const row = readers.map(({ column }) => exampleOf(column));
  const tensors = inputTensors(readers);
  return tensors.map(({ name, datatype, shape: [, width = 1] }, i) => ({
    name,
    shape: [1, width],
    datatype,
    data: tensors.length === 1 ? row : [row[i]!],
  }));
}

/**
 * A table as a trained model reads it: by the model's schema, not by what its cells look like. What training
 * learned of columns, kinds, levels, formats and policies holds, so that a file and a request of the same values
 * give the same rows.
 */
import { nearestName } from '@lambda-forest/text';
import {
  datePart,
  inputColumns,
  policiesOf,
  readBoolean,
  readDateTime,
} from '@lambda-forest/schema';
import type { InputColumn, Schema } from '@lambda-forest/schema';

import type { Dataset } from './dataset.ts';
import { IssueList } from './issue-list.ts';
import { readNumbers } from './kinds/read-as.ts';
import { tidyWords, valuesOf } from './kinds/tidy-words.ts';
import { addMissing, at, FILL_REMEDY } from './read-numbers.ts';
import type { TableRules } from './reading/table-builder.ts';
import { placeOf } from './table.ts';
import type { Table } from './table.ts';
import { quote } from './text.ts';

const LEVEL_REMEDY =
  'Correct the value, leave the row out, or train a model that takes new levels (--unseen=learned).';
/** Markers of missing values were settled in training. */
const NUMBER_REMEDY =
  'Correct the value, or leave the cell empty where training saw rows without a value.';
const DATE_REMEDY = 'Write the date as the training table did, or in ISO 8601.';

/** How a reader must be set up for a table that is to be encoded: the model's markers, and every level kept. */
export function readerRules({ features, target, missingMarkers }: Schema): TableRules {
  const words = inputColumns(features).filter(({ kind }) => kind !== 'numeric');
  return { missingMarkers, keepWords: [...words.map(({ name }) => name), target.name] };
}

/**
 * The columns of features that a model needs, in its original units.
 *
 * @param table which may have other columns too, in any order
 * @returns one array per feature in schema order, each of length rowCount; NaN is missing
 * @throws {DataValidationError} naming columns that are not there, and then every cell that does not fit: no number,
 *   an unknown level or a missing value where the model's policies refuse it
 */
export function encodeFeatures(table: Table, schema: Schema): readonly Float64Array[] {
  requireColumns(table, namesOf(schema));
  const issues = new IssueList(table.source);
  const columns = encodeInputs(table, schema, issues);
  issues.throwIfAny();
  return columns;
}

function namesOf({ features }: Schema): string[] {
  return inputColumns(features).map(({ name }) => name);
}

/** @throws {DataValidationError} naming all that the table does not have */
function requireColumns(table: Table, names: readonly string[], target?: string): void {
  const issues = new IssueList(table.source);
  if (target !== undefined && !table.header.includes(target)) {
    const message = 'found no such column, expected the target: a model is measured by the truth';
    issues.add(
      { column: target, message },
      'Add the column; rows without a truth can be predicted only.',
    );
  }
  for (const name of names) {
    if (table.header.includes(name)) continue;
    const nearest = nearestName(name, table.header);
    const message = 'found no such column, expected it, because the model was trained with it';
    issues.add(
      { column: name, message },
      nearest === undefined
        ? 'Give a table with the columns of the training table.'
        : `Did you mean ${quote(nearest)}? Names must be as they were in training.`,
    );
  }
  issues.throwIfAny();
}

function encodeInputs(table: Table, schema: Schema, issues: IssueList): readonly Float64Array[] {
  const inputs = inputColumns(schema.features);
  const places = inputs.map(({ name }) => table.header.indexOf(name));
  const { missing } = policiesOf(schema);
  return inputs.flatMap((input, i) => {
    const index = places[i]!;
    const values = encodeInput(table, index, input, issues);
    const mayMiss = missing === 'learned' && input.feature.missing > 0;
    if (!mayMiss) refuseMissing(table, index, values, issues);
    return input.kind === 'datetime'
      ? input.parts.map((part) => values.map((moment) => datePart(moment, part)))
      : [values];
  });
}

/**
 * The same with the target, for scoring a model on new rows.
 *
 * @returns a dataset of the model's schema, whose statistics stay those of training
 * @throws {DataValidationError} as `encodeFeatures`, and for targets that are missing or of an unknown class
 */
export function encodeTable(table: Table, schema: Schema): Dataset {
  requireColumns(table, namesOf(schema), schema.target.name);
  const target = table.header.indexOf(schema.target.name);
  const { rowCount } = table;
  const issues = new IssueList(table.source);
  const columns = encodeInputs(table, schema, issues);
  if (schema.task === 'regression') {
    const values = readNumbers(table, target, issues, NUMBER_REMEDY);
    addMissing(table, target, values, issues);
    issues.throwIfAny();
    return { task: 'regression', schema, rowCount, columns, target: values };
  }
  const { classes } = schema.target;
  const expected = 'one of the classes that the model knows';
  const values = encodeWords(
    table,
    target,
    codesOf(classes),
    expected,
    'Correct it, or leave the row out.',
    issues,
  );
  addMissing(table, target, values, issues);
  issues.throwIfAny();
  return { task: 'classification', schema, rowCount, columns, target: Int32Array.from(values) };
}

function encodeInput(
  table: Table,
  index: number,
  input: InputColumn,
  issues: IssueList,
): Float64Array {
  const form = table.columns[index]!;
  if (input.kind === 'numeric') {
    if (form.form === 'words' && form.hasTextNumbers) {
      const message = 'found numbers written as texts, expected numbers';
      issues.add({ column: input.name, message }, 'Write numbers without quotes.');
    }
    return readNumbers(table, index, issues, NUMBER_REMEDY);
  }
  if (input.kind === 'datetime') {
    const { format } = input;
    const column = table.columns[index]!;
    if (column.form === 'times' && column.format === format) return column.values;
    const read = (word: string) => readDateTime(word, format);
    return encodeWords(table, index, read, `a date in the format ${format}`, DATE_REMEDY, issues);
  }
  const { levels, boolean, other } = input.feature;
  if (boolean === true) {
    const read = (word: string) => {
      const value = readBoolean(word);
      return value === undefined ? undefined : Number(value);
    };
    return encodeWords(table, index, read, 'true or false', LEVEL_REMEDY, issues);
  }
  const codeOf = codesOf(levels);
  const read = other === true ? (word: string) => codeOf(word) ?? levels.length - 1 : codeOf;
  return encodeWords(
    table,
    index,
    read,
    'one of the levels that training saw',
    LEVEL_REMEDY,
    issues,
  );
}

function codesOf(names: readonly string[]): (name: string) => number | undefined {
  const codes = new Map(names.map((name, code) => [name, code]));
  return (name) => codes.get(name);
}

function encodeWords(
  table: Table,
  index: number,
  read: (word: string) => number | undefined,
  expected: string,
  remedy: string,
  issues: IssueList,
): Float64Array {
  const column = table.columns[index]!;
  const name = table.header[index]!;
  if (column.form !== 'words') {
    const message = `found thousands of different values, expected ${expected}`;
    issues.add({ column: name, message }, remedy);
    return new Float64Array(table.rowCount);
  }
  const tidy = tidyWords(column, table.isMissing);
  const valueOf = Float64Array.from(tidy.words, (word) => read(word) ?? NaN);
  if (valueOf.some(Number.isNaN)) {
    for (let row = 0; row < table.rowCount; row++) {
      const word = tidy.of[column.codes[row]!]!;
      if (word < 0 || !Number.isNaN(valueOf[word]!)) continue;
      const value = tidy.words[word]!;
      const message = `found ${quote(value)}, expected ${expected}`;
      issues.add({ ...placeOf(table, row), column: name, value, message }, remedy);
    }
  }
  return valuesOf(column, tidy, valueOf);
}

/** As `addMissing`, and cells that are odd are told already. */
function refuseMissing(table: Table, index: number, values: Float64Array, issues: IssueList): void {
  if (!values.some(Number.isNaN)) return;
  const column = table.columns[index]!;
  for (let row = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row]!)) continue;
    const place = at(table, index, row);
    if (column.form === 'words' && !table.isMissing(place.value)) continue;
    if ('odd' in column && column.odd.some((cell) => cell.row === row)) continue;
    const message = 'found no value, which training saw in every row';
    issues.add({ ...place, message }, FILL_REMEDY);
  }
}

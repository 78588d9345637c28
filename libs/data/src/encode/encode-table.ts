/**
 * A table as a trained model reads it: by the model's schema, not by what its cells look like. What training
 * learned of columns, kinds, levels, formats and policies holds, so that a file and a request of the same values
 * give the same rows.
 */
import { indexByName, nearestName, option, quote } from '@lambda-forest/text';
import {
  columnReaders,
  describeOtherLevels,
  describeReadings,
  inputColumns,
  NOT_HELD,
  readDecimal,
  targetReader,
  trainedFormat,
} from '@lambda-forest/schema';
import type { ColumnReader, OtherLevels, Refusal, Schema } from '@lambda-forest/schema';
import { IssueList, MAX_ISSUES } from '@lambda-forest/table';

import type { NumberColumn, WordColumn } from '../columns/column.ts';
import type { Dataset } from '../dataset/dataset.ts';
import { addOdd, addWholeColumn } from '../kinds/odd-cells.ts';
import { visible } from '../kinds/visible-text.ts';
import type { TableRules } from '../table/table-builder.ts';
import { placeOf } from '../table/table.ts';
import type { Table } from '../table/table.ts';
import { FILL_REMEDY } from '../target/read-numbers.ts';
import { spreadValues } from './spread-values.ts';

/** How to fix a cell that its column does not take. Markers of missing values were settled in training. */
const REMEDIES: Readonly<Record<ColumnReader['column']['kind'] | 'class', string>> = {
  categorical: `Correct the value, or leave the row out; one that lambda-forest trains with ${option('unseen')}=learned takes new levels.`,
  numeric: 'Correct the value, or leave the cell empty where training saw rows without a value.',
  names: `Correct the value, or leave the row out; one that lambda-forest trains with ${option('unseen')}=learned takes new names.`,
  text: 'Shorten the text.',
  datetime: 'Write the date as the training table did, or in ISO 8601.',
  class: 'Write it as the training table did, or leave the row out.',
};

const COMMAS_REMEDY = `Write numbers with a decimal point, or say ${option('decimal')}=, if a comma stands before the fraction, or ${option('thousands')}=, if it stands between thousands.`;

const BOOLEANS_REMEDY = 'Write true as 1 and false as 0, if training had them so.';

/** How a reader must be set up for a table that is to be encoded: the model's markers and formats, and every level kept. */
export function readerRules(schema: Schema): TableRules {
  const { target, missingMarkers } = schema;
  const words = inputColumns(schema).filter(({ kind }) => kind !== 'numeric');
  const readers = [...columnReaders(schema), targetReader(schema)];
  return {
    missingMarkers,
    keepWords: [...words.map(({ name }) => name), target.name],
    formats: readers.flatMap(({ column }) => {
      const format = trainedFormat(column);
      return format === undefined ? [] : [[column.name, format] as const];
    }),
  };
}

/**
 * The columns of features that a model needs, in its original units.
 *
 * @param table which may have other columns too, in any order
 * @returns one array per feature in schema order, each of length rowCount; NaN is missing
 * @throws {DataValidationError} naming missing columns, and then every cell that does not fit: no number,
 *   an unknown level or a missing value where the model's policies refuse it
 */
export function encodeFeatures(table: Table, schema: Schema): readonly Float64Array[] {
  requireColumns(table, namesOf(schema));
  const issues = new IssueList(table.source);
  const columns = encodeInputs(table, schema, issues);
  issues.throwIfAny();
  return columns;
}

function namesOf(schema: Schema): string[] {
  return inputColumns(schema).map(({ name }) => name);
}

/** @throws {DataValidationError} naming all that the table does not have */
function requireColumns(table: Table, names: readonly string[], target?: string): void {
  const issues = new IssueList(table.source);
  const known = indexByName(table.header);
  if (target !== undefined && !known.has(target)) {
    const message = 'found no such column, expected the target: a model is measured by the truth';
    issues.add(
      { column: target, message },
      'Add the column; rows without a truth can only be predicted.',
    );
  }
  for (const [i, name] of names.filter((name) => !known.has(name)).entries()) {
    const nearest = i < MAX_ISSUES ? nearestName(name, table.header) : undefined;
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
  const index = indexByName(table.header);
  return columnReaders(schema).flatMap((reader) =>
    encodeColumn(table, index, reader, REMEDIES[reader.column.kind], issues),
  );
}

/**
 * The same with the target, for scoring a model on new rows.
 *
 * @param onNotice given a line for each column with levels that count as others. Default: nobody is
 * @returns a dataset of the model's schema, whose statistics stay those of training
 * @throws {DataValidationError} as `encodeFeatures`, and for targets that are missing or of an unknown class
 */
export function encodeTable(
  table: Table,
  schema: Schema,
  onNotice?: (line: string) => void,
): Dataset<Float64Array> {
  requireColumns(table, namesOf(schema), schema.target.name);
  const { rowCount } = table;
  const issues = new IssueList(table.source);
  const columns = encodeInputs(table, schema, issues);
  const remedy = REMEDIES[schema.task === 'regression' ? 'numeric' : 'class'];
  const index = indexByName(table.header);
  const [target] = encodeColumn(table, index, targetReader(schema), remedy, issues);
  issues.throwIfAny();
  if (onNotice !== undefined) {
    for (const levels of otherLevels(table, schema, columns)) {
      onNotice(describeOtherLevels(levels, table.source));
    }
  }
  return schema.task === 'regression'
    ? { task: 'regression', schema, rowCount, columns, target: target! }
    : { task: 'classification', schema, rowCount, columns, target: Int32Array.from(target!) };
}

/** @param columns as they were encoded */
function otherLevels(
  { header, columns: given, rowCount }: Table,
  { features }: Schema,
  columns: readonly Float64Array[],
): readonly OtherLevels[] {
  return features.flatMap((feature, index) => {
    if (feature.kind !== 'categorical' || feature.other !== true) return [];
    const column = given[header.indexOf(feature.name)]!;
    if (column.form !== 'words') return [];
    const countAs = feature.levels.at(-1)!;
    const levelOf = (row: number) => column.words[column.codes[row]!]!.trim();
    const rows = Array.from({ length: rowCount }, (_, row) => row).filter(
      (row) => columns[index]![row] === feature.levels.length - 1 && levelOf(row) !== countAs,
    );
    const [first] = rows;
    if (first === undefined) return [];
    return [{ column: feature.name, level: levelOf(first), rows: rows.length, countAs }];
  });
}

/** @returns as many arrays as the reader makes numbers of a cell, each of length rowCount */
function encodeColumn(
  table: Table,
  indexOf: ReadonlyMap<string, number>,
  given: ColumnReader,
  remedy: string,
  issues: IssueList,
): readonly Float64Array[] {
  const { kind, name } = given.column;
  const index = indexOf.get(name)!;
  const reader = given.withFormat(table.formats[index]!);
  const column = table.columns[index]!;
  if (column.form === 'words') {
    if (kind === 'numeric' && column.hasTextNumbers) {
      const message = 'found numbers written as texts, expected numbers';
      issues.add({ column: name, message }, 'Write numbers without quotes.');
    }
    return encodeWords(table, column, reader, remedy, issues);
  }
  if (column.form === 'numbers' && kind === 'numeric') {
    addOdd(table, index, column, issues, remedy);
    if (!reader.mayMiss) refuseMissing(table, column, reader, issues);
    return [column.values];
  }
  addWholeColumn(table, index, reader.expected, issues, remedy);
  return Array.from({ length: reader.width }, () => new Float64Array(table.rowCount));
}

/** Reads each distinct cell once. */
function encodeWords(
  table: Table,
  { words, codes }: WordColumn,
  reader: ColumnReader,
  remedy: string,
  issues: IssueList,
): readonly Float64Array[] {
  const { width } = reader;
  const { kind, name } = reader.column;
  const values = new Float64Array(words.length * width);
  const refusals = words.map((word, code) => reader.readCell(word, values, code * width));
  const isOther = refusals.every((refusal) => refusal !== undefined && refusal !== 'missing');
  if (isOther && (kind === 'numeric' || kind === 'datetime') && table.rowCount > 1) {
    const special = words.map((word, code) => specialRemedy(word, refusals[code], reader));
    const isDoubtful = refusals.every((refusal) => refusal === 'doubtful');
    const areAlike = isDoubtful || special.every((other) => other === special[0]);
    const common = areAlike ? special[0] : undefined;
    addWholeColumn(table, table.header.indexOf(name), reader.expected, issues, common ?? remedy);
  } else if (refusals.some((refusal) => refusal !== undefined)) {
    const describeNearest = nearestLevels(reader);
    for (const [row, code] of codes.entries()) {
      const refusal = refusals[code];
      if (refusal !== undefined)
        addRefusal(table, row, words[code]!, refusal, reader, remedy, issues, describeNearest);
    }
  }
  return spreadValues(codes, values, width);
}

function addRefusal(
  table: Table,
  row: number,
  cell: string,
  refusal: Refusal,
  reader: ColumnReader,
  remedy: string,
  issues: IssueList,
  describeNearest: (value: string) => string = () => '',
): void {
  const column = reader.column.name;
  const value = cell.trim();
  const place = { ...placeOf(table, row), column, value };
  const fault = NOT_HELD[refusal];
  const what = fault === undefined ? describeNearest(value) : `, ${fault}`;
  const found = refusal === 'missing' ? 'no value' : quote(value) + what;
  const message = `found ${found}, expected ${reader.expectedFor(refusal)}`;
  issues.add({ ...place, message }, specialRemedy(value, refusal, reader) ?? remedy);
}

/** Undefined: that of its kind of column. */
function specialRemedy(
  cell: string,
  refusal: Refusal | undefined,
  { column }: ColumnReader,
): string | undefined {
  if (refusal === 'missing') return FILL_REMEDY;
  if (refusal === 'commas') return COMMAS_REMEDY;
  if (refusal === 'doubtful') return `S${describeReadings(cell.trim()).slice(1)}.`;
  const isBoolean = /^(true|false)$/i.test(cell.trim());
  return column.kind === 'numeric' && isBoolean ? BOOLEANS_REMEDY : undefined;
}

/**
 * Describes the level or class that is nearly a value: another text, and so another level. Empty if there is none. Every
 * refused row asks, and a column may have thousands of levels: they are looked through once.
 */
function nearestLevels({ column }: ColumnReader): (value: string) => string {
  if (column.kind !== 'categorical') return () => '';
  const { levels } = column.feature;
  const numbers = Map.groupBy(levels, readDecimal);
  const looks = Map.groupBy(levels, visible);
  const cases = Map.groupBy(levels, (level) => level.toUpperCase());
  return (value) => {
    // pandas writes 1 as 1.0 once its column has a missing value.
    const number = readDecimal(value);
    const [same] = number === undefined ? [] : (numbers.get(number) ?? []);
    if (same !== undefined) return `, which as a number is ${quote(same)} but another text`;
    const [twin] = looks.get(visible(value)) ?? [];
    if (twin !== undefined) return `, which looks like ${quote(twin)} but has other characters`;
    const [other] = cases.get(value.toUpperCase()) ?? [];
    return other === undefined ? '' : `, which is ${quote(other)} but for its case`;
  };
}

/** Of a column without its cells: rows without a number, but for those whose cell is an issue already. */
function refuseMissing(
  table: Table,
  { values, odd }: NumberColumn,
  reader: ColumnReader,
  issues: IssueList,
): void {
  const told = new Set(odd.map(({ row }) => row));
  for (let row = 0; row < values.length; row++) {
    if (!Number.isNaN(values[row]!) || told.has(row)) continue;
    addRefusal(table, row, '', 'missing', reader, FILL_REMEDY, issues);
  }
}

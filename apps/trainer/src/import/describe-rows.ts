import { resolve } from 'node:path';

import { ProgressLine, UsageError } from '@lambda-forest/cli';
import { allRows } from '@lambda-forest/data';
import { withBooleans } from '@lambda-forest/interop';
import type { ForeignModel } from '@lambda-forest/interop';
import type { Schema } from '@lambda-forest/schema';
import { DataValidationError, describeIssue } from '@lambda-forest/table';
import { count } from '@lambda-forest/text';

import { judge } from '../evaluate/judgement.ts';
import type { Judgement } from '../evaluate/judgement.ts';
import { readForModel, readingOf } from '../models/read-for-model.ts';
import type { ScorableData } from '../models/read-for-model.ts';
import { scoreDataset } from '../models/score-dataset.ts';
import { readDataFiles } from '../reading/read-data-file.ts';
import { booleanPlaces } from './boolean-places.ts';
import { completeSchema } from './complete-schema.ts';
import { isNamed, namesAmong } from './names-among.ts';
import { schemaOfFile } from './schema-of-file.ts';
import type { NamedOptions } from './schema-of-file.ts';
import { withCodes } from './with-codes.ts';

/** The rows of `--data`, and how a model does on them. */
export interface MeasuredRows extends Pick<ScorableData, 'dataset' | 'table' | 'source'> {
  readonly rows: Uint32Array;
  /** One row of outputCount numbers for each of them, row-major. */
  readonly scores: Float64Array;
  readonly judgement: Judgement;
}

interface Described {
  /** With booleans where the table has them. */
  readonly foreign: ForeignModel;
  readonly schema: Schema;
  readonly measured: MeasuredRows;
}

/**
 * The schema, with what a table adds to the model's file, and how the model does on it.
 *
 * @throws {UsageError} for a table without a column for each feature, or one that cannot be read
 * @throws {ForeignModelError} for texts of categories that the file knows by their codes alone
 * @throws {DataValidationError} telling every cell that does not fit the model
 */
export async function describeRows(
  foreign: ForeignModel,
  data: string,
  options: NamedOptions,
): Promise<Described> {
  const progress = new ProgressLine(process.stderr, () => performance.now());
  const names = options.columns ?? (await namesIn(foreign, data, options));
  const schemaOf = (model: ForeignModel) => schemaOfFile(model, names, options);
  let model = foreign;
  let known = schemaOf(foreign);
  const { dataset, table, source } = await readForModel(
    data,
    known,
    options,
    (done, total) => progress.show('Reading', done, total),
    (read) => {
      model = withBooleans(foreign, booleanPlaces(known, read));
      known = withCodes(model.columns, schemaOf(model), read);
      return known;
    },
  ).catch((error: unknown) => {
    throw classNames(error, foreign, options);
  });
  progress.clear();
  const schema = completeSchema(dataset, known, table);
  const rows = allRows(dataset);
  const scores = scoreDataset({ schema, forest: model.forest }, dataset, rows);
  const judgement = judge(dataset, schema, rows, scores);
  return { foreign: model, schema, measured: { dataset, table, source, rows, scores, judgement } };
}

/** Names of the features among the table's columns. Undefined: the file's names are right. */
async function namesIn(
  foreign: ForeignModel,
  data: string,
  options: NamedOptions,
): Promise<readonly string[] | undefined> {
  const { columns, library } = foreign;
  if (isNamed(foreign) && library !== 'lightgbm') return undefined; // the table need not be read for it
  const { table } = await readDataFiles({ files: [resolve(data)], options: readingOf(options) });
  const names = table.header.filter((name) => name !== options.target);
  if (isNamed(foreign) || names.length === columns.length) return namesAmong(foreign, names);
  throw new UsageError(
    `Found ${count(names.length, 'column')} in --data beside the target, expected ${columns.length}, as many as the model has features; its file does not name them.`,
    'Name the features with --columns, in the order of training.',
  );
}

/** Of a cell that is none of the numbers which stand for classes without names: how to name them. */
function classNames(
  error: unknown,
  foreign: ForeignModel,
  { classes, target }: NamedOptions,
): unknown {
  const isNumbered =
    foreign.task === 'classification' && (classes ?? foreign.classes) === undefined;
  if (!isNumbered || !(error instanceof DataValidationError)) return error;
  const issue = error.issues.find(({ column, row }) => column === target && row !== undefined);
  if (issue === undefined) return error;
  return new UsageError(
    `In --data, ${describeIssue(issue)}; the model's file does not name its classes.`,
    'Name them with --classes, in the order in which training numbered them, such as --classes=no,yes.',
  );
}

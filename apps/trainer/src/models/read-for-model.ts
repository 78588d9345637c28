import { allRows, describeRows, encodeTable, readerRules } from '@lambda-forest/data';
import type { Dataset, Table } from '@lambda-forest/data';
import type { Schema } from '@lambda-forest/schema';

import type { DataOptions, ReadingOptions } from '../options/data-options.ts';
import { locateData } from '../train/locations.ts';
import { readDataFiles } from '../reading/read-data-file.ts';
import type { FileRecord } from './held-out-record.ts';

/** Rows with their truth, as a model reads them. */
export interface ScorableData {
  /** The model's, whose target the rows describe where the model's file does not. */
  readonly schema: Schema;
  /** In original units; its schema is the model's, without the scaling. */
  readonly dataset: Dataset;
  readonly table: Table;
  readonly source: string;
  /** Of the files' bytes, as training computes it. */
  readonly sha256: string;
  /** Each file with its own hash; their rows are the dataset's, one after the other. */
  readonly files: readonly FileRecord[];
  /** Lines on how files write numbers, where that is not as in training, and on levels that count as others. */
  readonly notices: readonly string[];
}

/**
 * Reads a table with the columns that a model needs, its target among them.
 *
 * @param data as `--data` of training: a file, several, a pattern or standard input
 * @param completed the schema with what the table adds to it, before its cells are read by it; throws for what is to be
 *   said of the table
 * @throws {UsageError} for a file that cannot be read
 * @throws {DataValidationError} telling every cell that does not fit the model
 */
export async function readForModel(
  data: string | undefined,
  given: Schema,
  options: ReadingOptions,
  onProgress: (done: number, total: number) => void = () => undefined,
  completed: (table: Table) => Schema = () => given,
): Promise<ScorableData> {
  const file = await readDataFiles({
    files: locateData(data),
    options: readingOf(options),
    rules: readerRules(given),
    onProgress,
  });
  const schema = completed(file.table);
  const notices = file.table.parts.flatMap(({ change }) => change ?? []);
  const dataset = encodeTable(file.table, unscaled(schema), (line) => notices.push(line));
  return {
    schema: withKnownTarget(dataset, schema),
    dataset,
    table: file.table,
    source: file.source,
    sha256: file.sha256,
    files: file.files,
    notices,
  };
}

/** What columns are, and how missing values are spelled, is the model's matter. */
export function readingOf(options: ReadingOptions): DataOptions {
  return { ...options, data: undefined, schema: undefined, 'missing-values': undefined };
}

/** A foreign model's file may say nothing of its target: then a baseline is one for these rows. */
function withKnownTarget(dataset: Dataset, schema: Schema): Schema {
  return isKnown(schema)
    ? schema
    : { ...describeRows(dataset, allRows(dataset)), features: schema.features };
}

function isKnown({ target }: Schema): boolean {
  if ('counts' in target) return target.counts.some((rows) => rows > 0);
  return target.standardDeviation > 0 || target.minimum === target.maximum;
}

function unscaled({ scaling: _, ...schema }: Schema): Schema {
  return schema;
}

import { encodeTable, readerRules } from '@lambda-forest/data';
import type { Dataset, Table } from '@lambda-forest/data';
import type { Schema } from '@lambda-forest/schema';

import type { DataOptions } from '../options/data-options.ts';
import { locateData } from '../train/locations.ts';
import { readDataFiles } from '../reading/read-data-file.ts';
import type { FileRecord } from './held-out-record.ts';

/** Rows with their truth, as a model reads them. */
export interface ScorableData {
  /** In original units; its schema is the model's, without the scaling. */
  readonly dataset: Dataset;
  readonly table: Table;
  readonly source: string;
  /** Of the files' bytes, as training computes it. */
  readonly sha256: string;
  /** Each file with its own hash; their rows are the dataset's, one after the other. */
  readonly files: readonly FileRecord[];
}

/**
 * Reads a table with the columns that a model needs, its target among them.
 *
 * @param data as `--data` of training: a file, several, a pattern or standard input
 * @throws {UsageError} for a file that cannot be read
 * @throws {DataValidationError} telling every cell that does not fit the model
 */
export async function readForModel(
  data: string | undefined,
  schema: Schema,
  options: DataOptions,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<ScorableData> {
  const file = await readDataFiles({
    files: locateData(data),
    options,
    rules: readerRules(schema),
    onProgress,
  });
  const dataset = encodeTable(file.table, unscaled(schema));
  return {
    dataset,
    table: file.table,
    source: file.source,
    sha256: file.sha256,
    files: file.files,
  };
}

function unscaled({ scaling: _, ...schema }: Schema): Schema {
  return schema;
}

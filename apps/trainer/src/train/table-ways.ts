import { readDataset } from '@lambda-forest/data';
import type { ColumnChoice, DatasetOptions, ReadDataset } from '@lambda-forest/data';
import { DEFAULT_ENGINE_NAME, findEngine } from '@lambda-forest/training';
import type { Engine } from '@lambda-forest/training';

import type { DataFile } from '../reading/read-data-file.ts';
import type { TrainOptions } from './train-options.ts';

/** Where the numbers of a table come from, and what grows trees on them. */
export interface TableWays {
  /** The table, with what a person says that columns are beside the choices of the file. */
  readonly readAs: (choices: readonly ColumnChoice[]) => ReadDataset;
  readonly engine: Engine;
}

/** A table that is in memory. @param threads to grow trees with, at least 1; the result does not depend on it */
export function wholeTable(file: DataFile, options: TrainOptions, threads: number): TableWays {
  return {
    readAs: (choices) =>
      readDataset(file.table, {
        ...datasetOptions(options),
        columns: [...file.choice.columns, ...choices],
      }),
    engine: findEngine(options.engine ?? DEFAULT_ENGINE_NAME, threads),
  };
}

/** How the options say that a table is read. */
export function datasetOptions(options: TrainOptions): DatasetOptions {
  return {
    target: options.target,
    ...(options.task === 'auto' ? {} : { task: options.task }),
    weight: options['sample-weight'],
    group: options['group-column'],
    time: options['time-column'],
    missing: options.missing,
  };
}

import { splitRows } from '@lambda-forest/data';
import type { Dataset, Split } from '@lambda-forest/data';
import { formatInteger } from '@lambda-forest/text';
import { countFeatures } from '@lambda-forest/training';

import type { BenchTable } from '../tables/tables.ts';
import type { Setting } from './results.ts';

export const TEST_SIZE = 0.2;

/** A dataset, its split, and what all peers are asked for. */
export interface Task {
  readonly dataset: Dataset;
  readonly split: Split;
  readonly setting: Setting;
}

export function taskOf(
  table: BenchTable,
  dataset: Dataset,
  seed: number,
  maxFeatures: 'sqrt' | 'log2' | 'all',
): Task {
  const split = splitRows(dataset, { testSize: TEST_SIZE, seed });
  const features = dataset.columns.length;
  const setting = {
    table: table.name,
    task: dataset.task,
    trainRows: split.train.length,
    testRows: split.test.length,
    features,
    classes: dataset.task === 'classification' ? dataset.schema.target.classes.length : null,
    trees: table.trees,
    featuresPerSplit: countFeatures({ kind: maxFeatures }, features),
    maxFeatures,
  };
  return { dataset, split, setting };
}

/** The setting in one line. */
export function settingLine(setting: Setting): string {
  const { table, trainRows, testRows, features, classes, trees } = setting;
  const target = classes === null ? 'a quantity' : `${classes} classes`;
  return (
    `${table}: ${formatInteger(trainRows)} training rows x ${features} features, ${formatInteger(testRows)} test rows, ` +
    `${target}; ${trees} trees, ${setting.featuresPerSplit} features a split (${setting.maxFeatures}), unlimited depth`
  );
}

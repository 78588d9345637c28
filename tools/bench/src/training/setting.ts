import { splitRows } from '@lambda-forest/data';
import type { Dataset, Split } from '@lambda-forest/data';
import { formatInteger } from '@lambda-forest/text';
import { countFeatures } from '@lambda-forest/training';

import type { BenchTable } from '../tables/tables.ts';
import type { Setting } from './results.ts';
import type { TrainOptions } from './train-options.ts';

export const TEST_SIZE = 0.2;
/** Of boosting, whatever the table. */
const ROUNDS = 100;

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
  { learner, 'max-features': maxFeatures }: Pick<TrainOptions, 'learner' | 'max-features'>,
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
    learner,
    trees: learner === 'boosting' ? ROUNDS : table.trees,
    featuresPerSplit: countFeatures({ kind: maxFeatures }, features),
    maxFeatures,
  };
  return { dataset, split, setting };
}

/** The setting in one line. */
export function settingLine(setting: Setting): string {
  const { table, trainRows, testRows, features, classes, trees } = setting;
  const target = classes === null ? 'a quantity' : `${classes} classes`;
  const grown =
    setting.learner === 'boosting'
      ? `${trees} rounds of trees of at most 31 leaves, learning rate 0.1`
      : `${trees} trees, ${setting.featuresPerSplit} features a split (${setting.maxFeatures}), unlimited depth`;
  return (
    `${table}: ${formatInteger(trainRows)} training rows x ${features} features, ${formatInteger(testRows)} test rows, ` +
    `${target}; ${grown}`
  );
}

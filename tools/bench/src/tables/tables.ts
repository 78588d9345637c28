/**
 * The tables that fits are measured on, from the smallest to the largest. Real ones are stored compressed in this
 * project, see tables/README.md; the others are made here, the same on every machine.
 */
import type { Dataset } from '@lambda-forest/data';
import type { Task } from '@lambda-forest/schema';

import { datasetOf } from '../peers/dataset-of.ts';
import type { Arrays } from '../peers/dataset-of.ts';
import { clusters } from './clusters.ts';
import type { ClusterOptions } from './clusters.ts';
import { readCsvTable } from './csv-table.ts';
import { diamondsLike } from './diamonds-like.ts';
import { letterLike } from './letter-like.ts';
import { satelliteLike } from './satellite-like.ts';
import { shuttleLike } from './shuttle-like.ts';

export interface BenchTable {
  /** As `--tables` names it. */
  readonly name: string;
  /** The trees of its forests. */
  readonly trees: number;
  /** Whether `--quick` measures it. */
  readonly isQuick: boolean;
  load(): Promise<Dataset<Float64Array>>;
}

const SEED = 1;
const TREES = 100;

/** A tenth of HIGGS in rows, as many features, and as hard: classes overlap, and a tenth of the rows has a random class. */
export const MILLION: ClusterOptions = {
  rows: 1_000_000,
  informative: 14,
  redundant: 7,
  noise: 7,
  classCount: 2,
  clustersPerClass: 8,
  separation: 0.6,
  flipped: 0.1,
  seed: SEED,
};

export const TABLES: readonly BenchTable[] = [
  csv('iris', '../../../../libs/data/datasets/iris.csv', 'classification', true),
  csv('wine', '../../tables/wine.csv.gz', 'classification', true),
  csv('breast-cancer', '../../tables/breast-cancer.csv.gz', 'classification', true),
  csv('diabetes', '../../tables/diabetes.csv.gz', 'regression', true),
  csv('digits', '../../tables/digits.csv.gz', 'classification', true),
  made('satellite-like', () => satelliteLike(SEED), { isQuick: true }),
  made('letter-like', () => letterLike(SEED)),
  made('shuttle-like', () => shuttleLike(SEED)),
  made('diamonds-like', () => diamondsLike(SEED)),
  made('synthetic', () =>
    clusters({
      rows: 100_000,
      informative: 10,
      redundant: 4,
      noise: 6,
      classCount: 2,
      clustersPerClass: 4,
      separation: 1,
      flipped: 0.02,
      seed: SEED,
    }),
  ),
  made('million', () => clusters(MILLION), { trees: 10 }),
];

function csv(name: string, path: string, task: Task, isQuick: boolean): BenchTable {
  const load = () => readCsvTable(new URL(path, import.meta.url), task);
  return { name, trees: TREES, isQuick, load };
}

function made(
  name: string,
  make: () => Arrays,
  { trees = TREES, isQuick = false } = {},
): BenchTable {
  return { name, trees, isQuick, load: () => Promise.resolve(datasetOf(make())) };
}

import { ForestBuilder, predictionRange } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { count, formatInteger, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { MAX_COLUMNS } from '../foreign-model.ts';
import type { ForeignModel } from '../foreign-model.ts';
import type { YdfAnswer } from './answer.ts';
import { boosting } from './boosting.ts';
import { classesOf, columnsOf } from './columns.ts';
import { YdfFolder } from './folder.ts';
import { BOOSTING_HEADER, DATA_SPEC, FOREST_HEADER, HEADER, TASKS } from './messages.ts';
import type { BoostingHeader, ForestHeader, Header } from './messages.ts';
import { readBlobs } from './node-blobs.ts';
import { randomForest } from './random-forest.ts';
import { addTrees } from './trees.ts';

const LARGEST_LOGARITHM = 19;

/** Of a tree: YDF takes its engine QuickScorer for models without larger ones. */
const QUICK_SCORER_LEAVES = 64;

/**
 * A random forest or boosted trees of YDF (or of TensorFlow Decision Forests, of whose SavedModel it is the folder
 * `assets`): values are rounded to float32, and a missing one goes the way that training gave each condition.
 *
 * @param files by name
 * @throws {ForeignModelError}
 */
export function readYdf(files: ReadonlyMap<string, Uint8Array>): ForeignModel {
  const folder = new YdfFolder(files);
  const spec = folder.read('data_spec.pb', DATA_SPEC);
  const header = folder.read('header.pb', HEADER);
  const classes =
    taskOf(header) === 'CLASSIFICATION' ? classesOf(spec.columns[header.label ?? -1]) : undefined;
  const outputs = classes?.count ?? 0;
  if (header.features.length === 0 || header.features.length > MAX_COLUMNS) {
    throw damaged(
      `Found a model of ${count(header.features.length, 'feature')}, expected 1 to ${formatInteger(MAX_COLUMNS)}.`,
    );
  }
  const columns = columnsOf(spec, header.features);
  const { details, answer } = detailsOf(folder, header, outputs);
  const { shards = 0, trees = 0, nodeFormat = 'TFE_RECORDIO' } = details;
  const nodes = readBlobs(folder.shards(shards), nodeFormat);
  const builder = new ForestBuilder(columns.size, Math.max(1, outputs), answer.combination);
  const mostLeaves = addTrees(builder, nodes, trees, columns, answer);
  const forest = withBase(builder, answer, mostLeaves <= QUICK_SCORER_LEAVES);
  if (forest.link.kind === 'exp') requireUncut(forest);
  return {
    library: 'ydf',
    version: nodeFormat,
    objective: answer.objective,
    task: answer.task,
    forest,
    columns: [...columns.values()].map(({ column }) => column),
    classes: classes?.names,
    takesMissing: true,
    sumsVary: true, // in order and width, by the machine
    trainRows: spec.rows !== undefined && spec.rows > 0 ? spec.rows : undefined,
  };
}

/** QuickScorer adds the trees to the base, other engines add the base last: here, as trees of one leaf. */
function withBase(builder: ForestBuilder, { base, scores }: YdfAnswer, isFirst: boolean): Forest {
  if (isFirst) return { ...builder.build(), baseScore: Float64Array.from(base) };
  base.forEach((number, score) => {
    if (scores > 1) builder.startTree(score);
    builder.addLeaf([number]);
  });
  return builder.build();
}

function detailsOf(
  folder: YdfFolder,
  header: Header,
  classes: number,
): { readonly details: ForestHeader | BoostingHeader; readonly answer: YdfAnswer } {
  if (header.name === 'RANDOM_FOREST') {
    const details = folder.read('random_forest_header.pb', FOREST_HEADER);
    return { details, answer: randomForest(details, taskOf(header), classes) };
  }
  if (header.name === 'GRADIENT_BOOSTED_TREES') {
    const details = folder.read('gradient_boosted_trees_header.pb', BOOSTING_HEADER);
    return { details, answer: boosting(details, taskOf(header), classes) };
  }
  throw new ForeignModelError(
    `Found a YDF model of the kind ${quote(header.name ?? '')}, expected RANDOM_FOREST or GRADIENT_BOOSTED_TREES.`,
    'Train a random forest, boosted trees or a CART.',
  );
}

function taskOf({ task = 0 }: Header): string {
  return TASKS[task] ?? `number ${task}`;
}

/** YDF cuts the logarithm of a Poisson model's answer off at 19 (kPoissonLossClampBounds); our link does not. */
function requireUncut(forest: Forest): void {
  const { minimum, maximum } = predictionRange({
    ...forest,
    link: { kind: 'identity', factor: 1 },
  });
  const largest = Math.max(-minimum, maximum);
  if (largest <= LARGEST_LOGARITHM) return;
  throw new ForeignModelError(
    `Found a Poisson model of YDF whose trees may add up to ${largest.toPrecision(3)}, expected at most ${LARGEST_LOGARITHM}, where it cuts them off.`,
    'Train it on smaller counts.',
  );
}

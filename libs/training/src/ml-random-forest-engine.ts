/**
 * The engine `ml-random-forest`: trees grown by the library of that name, turned into our forest. It is slow
 * (quadratic in the rows) and supports only numeric features without missing values; `maxFeatures` are drawn
 * once per tree. Growing tree by tree gives us control of progress, cancelling and the seed.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

import { withNumbers } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { ForestBuilder, largestBelow } from '@lambda-forest/forest';
import { outputCount } from '@lambda-forest/schema';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

import type { Engine, FitHooks, FitResult } from './engine.ts';
import { TrainingCancelledError, UnsupportedOptionError } from './errors.ts';
import { countFeatures, DEFAULT_FOREST_OPTIONS } from './forest-options.ts';
import type { ForestOptions } from './forest-options.ts';
import type { LearnerOptions } from './learner-options.ts';
import { ImportanceTally } from './importance-tally.ts';
import { LIBRARY_VERSION } from './ml-random-forest-version.ts';
import type { growLibraryTree, LibraryNode, LibrarySplit } from './ml-random-forest.ts';
import { summarise } from './node-summary.ts';
import type { NodeSummary } from './node-summary.ts';
import { scoreOutOfBag } from './out-of-bag.ts';
import { drawBootstrap, treeGenerators } from './random.ts';
import { requireFiniteNumbers, requireCriterion, requireRows } from './training-input.ts';
import { validateForestOptions } from './validate-options.ts';

const NAME = 'ml-random-forest';

export const mlRandomForestEngine: Engine = {
  name: NAME,
  version: LIBRARY_VERSION,
  prepare: (dataset) =>
    new Promise((resolve) => {
      requireFiniteNumbers(dataset, NAME);
      resolve({
        fit: (rows, options, hooks = {}) => fit(dataset, rows, options, hooks),
        withColumns: (other) => mlRandomForestEngine.prepare(other),
      });
    }),
};

async function fit(
  dataset: Dataset,
  rows: Uint32Array,
  options: LearnerOptions,
  hooks: FitHooks,
): Promise<FitResult> {
  const featureCount = dataset.columns.length;
  if (options.learner !== 'forest') {
    throw new UnsupportedOptionError(NAME, 'learner', options.learner, 'forest');
  }
  validateForestOptions(options, featureCount);
  requireSupported(dataset, options);
  if (dataset.weights !== undefined) {
    throw new UnsupportedOptionError(NAME, 'sampleWeight', 'of rows', 'rows that count the same');
  }
  requireRows(dataset, rows);
  requireCriterion(dataset, rows, options);

  const library = await import('./ml-random-forest.ts'); // only who uses it waits for it
  const generators = treeGenerators(options.randomState, options.nEstimators);
  const numbers = withNumbers(dataset);
  const builder = new ForestBuilder(featureCount, outputCount(dataset.schema));
  const tally = new ImportanceTally(featureCount);
  for (const [tree, generator] of generators.entries()) {
    await nextTurn(); // lets signals and timers run
    if (hooks.signal?.aborted === true) throw new TrainingCancelledError(hooks.signal.reason);
    const random = generator.clone();
    const bag = options.bootstrap ? drawBootstrap(rows, random) : rows;
    growTree({ ...library, dataset: numbers, options, random, builder, tally }, bag);
    tally.endTree();
    hooks.onTree?.(tree + 1);
  }

  const forest = builder.build();
  const importances = tally.importances();
  if (!options.bootstrap) return { forest, dataset, importances };
  const bagOf = (tree: number) => drawBootstrap(rows, generators[tree]!.clone()); // drawn again, not kept
  return {
    forest,
    dataset,
    importances,
    bagOf,
    outOfBag: scoreOutOfBag(forest, dataset, rows, bagOf),
  };
}

/** Options that the library does not support are refused instead of ignored silently. */
const SUPPORTED = {
  splitter: 'best',
  minImpurityDecrease: 0,
  maxLeafNodes: null,
  classWeight: null,
  maxBins: DEFAULT_FOREST_OPTIONS.maxBins,
  rowShards: 1,
  priorTrees: 0,
} as const satisfies Partial<ForestOptions>;

function requireSupported({ task }: Dataset, options: ForestOptions): void {
  const { criterion } = options;
  const isSupported =
    criterion === 'gini' || (task === 'regression' && criterion === 'squared_error');
  if (!isSupported) {
    const supported = task === 'regression' ? 'squared_error' : 'gini';
    throw new UnsupportedOptionError(NAME, 'criterion', criterion, supported);
  }
  for (const [name, supported] of Object.entries(SUPPORTED)) {
    const found = options[name as keyof typeof SUPPORTED];
    if (found !== supported) {
      throw new UnsupportedOptionError(NAME, name, found, String(supported ?? 'none'));
    }
  }
}

interface Growth {
  readonly growLibraryTree: typeof growLibraryTree; // from a file that is loaded late
  readonly dataset: Dataset<Float64Array>;
  readonly options: ForestOptions;
  readonly random: RandomGenerator;
  readonly builder: ForestBuilder;
  readonly tally: ImportanceTally;
}

/** A node that still has to be added, with the rows of the bag that reach it. */
interface Pending {
  /** Undefined if the library stopped although it could have gone on: to be grown again. */
  readonly node: LibraryNode | undefined;
  readonly rows: Uint32Array;
  readonly summary: NodeSummary;
  readonly depth: number;
}

/**
 * Adds one tree, in preorder. This function decides which nodes are splits, from the split that a library node
 * carries and from our limits: the library leaves some splits undone (see its faults) and does not know
 * `minSamplesLeaf`, for which a split with too small a child becomes a leaf.
 */
function growTree(growth: Growth, bag: Uint32Array): void {
  const { dataset, options, random, builder, tally } = growth;
  const { minSamplesSplit, minSamplesLeaf } = options;
  const maxDepth = options.maxDepth ?? Infinity;
  let features: readonly number[] = dataset.columns.map((_, feature) => feature);
  let featuresDrawn = countFeatures(options.maxFeatures, features.length);

  const grow = (rows: Uint32Array, depth: number): LibraryNode => {
    const limits = {
      featuresDrawn,
      maxDepth: maxDepth - depth,
      minSamplesSplit,
      seed: random.next(),
    };
    const grown = growth.growLibraryTree(dataset, rows, features, limits);
    features = grown.features; // nodes grown again in this tree consider them all
    featuresDrawn = features.length;
    return grown.root;
  };

  const stack: Pending[] = [
    { node: undefined, rows: bag, summary: summarise(dataset, bag), depth: 0 },
  ];
  for (let pending = stack.pop(); pending !== undefined; pending = stack.pop()) {
    const { rows, summary, depth } = pending;
    const node = pending.node ?? grow(rows, depth);
    const parts = depth < maxDepth ? partition(dataset, rows, node.split) : undefined;
    if (parts === undefined || Math.min(parts.left.length, parts.right.length) < minSamplesLeaf) {
      builder.addLeaf(summary.answer);
      continue;
    }
    const { feature, value } = parts.split;
    builder.addSplit({ feature, threshold: largestBelow(value), missingLeft: false });
    const child = (side: 'left' | 'right'): Pending => ({
      node: node.children?.[side],
      rows: parts[side],
      summary: summarise(dataset, parts[side]),
      depth: depth + 1,
    });
    const left = child('left');
    const right = child('right');
    tally.addSplit(feature, weighted({ rows, summary }) - weighted(left) - weighted(right));
    stack.push(right, left);
  }
}

interface Parts {
  readonly split: LibrarySplit;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/** The rows on either side of a split, in their order. */
function partition(
  { columns }: Dataset<Float64Array>,
  rows: Uint32Array,
  split: LibrarySplit | undefined,
): Parts | undefined {
  if (split === undefined) return undefined;
  const column = columns[split.feature]!;
  return {
    split,
    left: rows.filter((row) => column[row]! < split.value),
    right: rows.filter((row) => column[row]! >= split.value),
  };
}

function weighted({ rows, summary }: Pick<Pending, 'rows' | 'summary'>): number {
  return rows.length * summary.impurity;
}

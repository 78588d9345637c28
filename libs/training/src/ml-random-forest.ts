/**
 * The library ml-random-forest 2.1.0 (with ml-cart 2.1.1, its trees): the only file that imports it. It grows
 * one tree at a time and returns it checked and in our terms. These are the faults of the library and our
 * workarounds (`ml-random-forest.faults.test.ts` pins them, so that an upgrade that fixes one is noticed):
 *
 *   its bags        `maxSamples` takes the first rows instead of drawing some: we draw the bag ourselves and
 *                   switch its own bagging off (`useSampleBagging`)
 *   out-of-bag      throws when a row was in every bag: switched off (`noOOB`), scored by ourselves
 *   probabilities   `predictProbability` drops the first tree's vote: never called, our forest predicts
 *   distributions   leaves hold as many numbers as the largest class seen there needs: recomputed from rows
 *   importances     NaN once loaded, and wrong for regression, whose "gain" is an error: computed by ourselves
 *   maxFeatures     1 means all columns, not one: asked for by a fraction that gives the wanted count
 *   replacement     features are drawn with replacement by default: switched off
 *   per tree        features are drawn once per tree, not once per split: accepted, though it makes single trees weaker
 *   early stop      defaults end growth at 3 samples or a gain of 0.01: we set both, the gain to a bound that
 *                   every split passes (for regression it bounds the error, which is 0 for the best of splits)
 *   equal gain      growth ends where a split's gain equals its parent's; a regression's root counts as the
 *                   child of gain 0, so that a perfect first split is not made. The node carries its
 *                   split all the same: the engine makes it and grows the children anew
 *   min. leaf       there is no such option: the engine does not make a split with too small a child
 *   labels          strings and negative numbers throw: classes go in as indices
 *   not a number    is accepted silently and spoils the split search: the engine refuses it
 *   the seed        anything but a whole number throws, none gives another forest each time: always an int32
 *   blocking        a fit holds the thread until its last tree: one tree a call, the engine yields between
 *   ties            a split between two values is tried only if the sorted rows on its two sides differ in
 *                   their targets, so that the order of rows with one value decides what is found; the
 *                   threshold may be a value itself instead of lying between two; where no split gains by
 *                   itself (exclusive or), one with an empty side is chosen: accepted
 *   time            grows with the square of the rows: accepted
 *
 * These look like faults and are not: `x < threshold` goes left, so NaN goes right; a leaf is a node
 * without children, whatever else it has; thresholds need float64.
 */
import type { Dataset } from '@lambda-forest/data';
import { RandomForestClassifier, RandomForestRegression } from 'ml-random-forest';

import { LIBRARY_VERSION } from './ml-random-forest-version.ts';

/** A gain (or, for regression, an error) that every split exceeds. */
const NO_GAIN_THRESHOLD = -1;

export interface LibraryTree {
  readonly root: LibraryNode;
  /** The features that the library drew for this tree, as indices of the table's. */
  readonly features: readonly number[];
}

export interface LibraryNode {
  /**
   * The best split found. Undefined for a node that was too small or had nothing to split. A leaf may have
   * one, which may have an empty side.
   */
  readonly split: LibrarySplit | undefined;
  /** Undefined for a leaf. */
  readonly children: { readonly left: LibraryNode; readonly right: LibraryNode } | undefined;
}

/** A number below `value` goes left, everything else (NaN too) right. */
export interface LibrarySplit {
  readonly feature: number;
  readonly value: number;
}

export interface TreeLimits {
  /** How many of the given features the library draws: 1 to all of them. */
  readonly featuresDrawn: number;
  /** In splits; 0 gives a single leaf. */
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  /** An int32. */
  readonly seed: number;
}

/**
 * Lets the library grow one tree on `rows`, which are copied: it needs arrays of arrays.
 *
 * @param rows at least one; a row counts as often as it is repeated
 * @param features the columns to choose from, at least one
 * @throws {TypeError} if the tree has another structure than expected: another version of the library
 */
export function growLibraryTree(
  dataset: Dataset<Float64Array>,
  rows: Uint32Array,
  features: readonly number[],
  { featuresDrawn, maxDepth, minSamplesSplit, seed }: TreeLimits,
): LibraryTree {
  const Forest =
    dataset.task === 'classification' ? RandomForestClassifier : RandomForestRegression;
  const forest = new Forest({
    nEstimators: 1,
    useSampleBagging: false,
    noOOB: true,
    replacement: false,
    // The library rounds columns * fraction down; the half keeps that away from rounding errors.
    maxFeatures: featuresDrawn === features.length ? 1 : (featuresDrawn + 0.5) / features.length,
    seed,
    treeOptions: {
      minNumSamples: minSamplesSplit - 1, // the largest leaf, not the smallest split
      maxDepth,
      gainThreshold: NO_GAIN_THRESHOLD,
    },
  });
  forest.train(
    Array.from(rows, (row) => features.map((feature) => dataset.columns[feature]![row]!)),
    Array.from(rows, (row) => dataset.target[row]!),
  );
  const columns = forest.indexes?.[0] ?? [];
  const drawn = columns.map((column) => features[column]).filter((known) => known !== undefined);
  requireShape(drawn.length === featuresDrawn, 'indexes');
  const estimators: unknown = forest.estimators;
  requireShape(Array.isArray(estimators) && estimators.length === 1, 'estimators');
  const [estimator] = estimators as unknown[];
  return { root: readNode(property(estimator, 'root'), drawn), features: drawn };
}

/** Recursive, as the library's own growth is, whose stack frames are larger. */
function readNode(node: unknown, features: readonly number[]): LibraryNode {
  const left = property(node, 'left');
  const right = property(node, 'right');
  requireShape((left === undefined) === (right === undefined), 'left and right');
  return {
    split: readSplit(node, features),
    children:
      left === undefined
        ? undefined
        : { left: readNode(left, features), right: readNode(right, features) },
  };
}

function readSplit(node: unknown, features: readonly number[]): LibrarySplit | undefined {
  const column = property(node, 'splitColumn');
  const value = property(node, 'splitValue');
  if (column === undefined && value === undefined) return undefined;
  const feature = typeof column === 'number' ? features[column] : undefined;
  requireShape(feature !== undefined, 'splitColumn');
  requireShape(typeof value === 'number', 'splitValue');
  return { feature, value };
}

function property(owner: unknown, name: string): unknown {
  requireShape(typeof owner === 'object' && owner !== null, `owner of ${name}`);
  return (owner as Readonly<Record<string, unknown>>)[name];
}

function requireShape(isAsKnown: boolean, what: string): asserts isAsKnown {
  if (!isAsKnown) {
    throw new TypeError(`Found another ${what} than expected in a tree of ${LIBRARY_VERSION}.`);
  }
}

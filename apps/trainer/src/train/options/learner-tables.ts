/** The options of the learners: which one has which is asked of these tables too. */
import {
  atLeastZero,
  choice,
  flag,
  integer,
  openFraction,
  orNone,
  upToOne,
} from '@lambda-forest/cli';
import type { OptionKind, OptionTable } from '@lambda-forest/cli';
import { formatInteger } from '@lambda-forest/text';
import {
  DEFAULT_BOOSTING_OPTIONS as boosting,
  DEFAULT_FOREST_OPTIONS as forest,
  MOST_ROUNDS,
} from '@lambda-forest/training';
import type { BoostingOptions, MaxFeatures } from '@lambda-forest/training';

const maxFeatures: OptionKind<MaxFeatures> = {
  placeholder: 'sqrt|log2|all|N|X',
  expects: 'sqrt, log2, all, a count from 1 or a fraction above 0 and below 1',
  parse(given) {
    if (given === 'sqrt' || given === 'log2' || given === 'all') return { kind: given };
    const count = integer(1, 65_535).parse(given);
    if (count !== undefined) return { kind: 'count', count };
    const fraction = openFraction.parse(given);
    return fraction === undefined ? undefined : { kind: 'fraction', fraction };
  },
};

const monotonic: OptionKind<BoostingOptions['monotonic']> = {
  placeholder: 'COLUMN:1|-1,...',
  expects: 'names of features, each once with :1 or :-1, separated by commas',
  parse(given) {
    const entries = given.split(',').map((entry) => /^(.+):(1|-1)$/.exec(entry));
    if (!entries.every((entry) => entry !== null)) return undefined;
    if (new Set(entries.map(([, name]) => name)).size < entries.length) return undefined;
    return Object.fromEntries(
      entries.map(([, name, direction]) => [name!, direction === '1' ? 1 : -1]),
    );
  },
};

/** Of forests alone. */
export const FOREST_OPTIONS = {
  'n-estimators': {
    kind: integer(1, 10_000),
    description: 'Trees of a forest.',
    defaultText: String(forest.nEstimators),
  },
  'min-samples-split': {
    kind: integer(2, 1_000_000),
    description: 'A node of a forest with fewer samples is not split.',
    defaultText: String(forest.minSamplesSplit),
  },
  'max-features': {
    kind: maxFeatures,
    description: 'Features that a split of a forest may choose from, drawn at random.',
    defaultText: 'sqrt',
  },
  bootstrap: {
    kind: flag,
    description:
      'Grow each tree on rows drawn with replacement. --bootstrap=false takes all rows for each, and there is no out-of-bag score.',
    defaultText: 'true',
  },
  criterion: {
    kind: choice('gini', 'entropy', 'squared_error', 'poisson'),
    description:
      'What a split lowers: gini or entropy of classes; squared_error or, for counts, poisson of a quantity.',
    defaultText: 'gini for classes, squared_error for a quantity',
  },
  splitter: {
    kind: choice('best', 'random'),
    description:
      'Look at every threshold, or at one drawn at random for each feature (extra-trees).',
    defaultText: forest.splitter,
  },
  'min-impurity-decrease': {
    kind: atLeastZero,
    description:
      "A split of a forest that lowers impurity by less, times its share of the samples, isn't made.",
    defaultText: String(forest.minImpurityDecrease),
  },
  'row-shards': {
    kind: integer(1, 10_000),
    description:
      'Divide the rows into this number of parts, and grow each tree of a forest on one of them, in turn: for more rows than fit into memory.',
    defaultText: String(forest.rowShards),
  },
  'prior-trees': {
    kind: integer(0, 10_000),
    description:
      'Trees of a forest that have no split and answer with the shares of the classes: no probability is 0 then.',
    defaultText: `${forest.priorTrees}; 1 where forests of classes are compared`,
  },
} as const satisfies OptionTable;

/** Of boosting alone. */
export const BOOSTING_OPTIONS = {
  'learning-rate': {
    kind: upToOne,
    description: 'The factor of every boosted tree: a smaller one needs more rounds.',
    defaultText: String(boosting.learningRate),
  },
  'max-iter': {
    kind: integer(1, 10_000),
    description:
      'Most rounds of boosting, each of which adds a tree, or one for each of three or more classes.',
    defaultText: `${formatInteger(MOST_ROUNDS)}; ${boosting.maxIter} without early stopping`,
  },
  'l2-regularization': {
    kind: atLeastZero,
    description: 'Shrinks the values of boosted leaves, of few rows most.',
    defaultText: String(boosting.l2Regularization),
  },
  'cat-smooth': {
    kind: atLeastZero,
    description:
      'Boosting tells no level of a category apart that has fewer rows in a node, and smooths the order of the others by as many, as LightGBM does.',
    defaultText: String(boosting.catSmooth),
  },
  'cat-l2': {
    kind: atLeastZero,
    description: 'Added to --l2-regularization where boosting splits the levels of a category.',
    defaultText: String(boosting.catL2),
  },
  subsample: {
    kind: upToOne,
    description: 'Share of the rows that each round of boosting draws.',
    defaultText: String(boosting.subsample),
  },
  'colsample-bytree': {
    kind: upToOne,
    description: 'Share of the features that each boosted tree draws.',
    defaultText: String(boosting.colsampleBytree),
  },
  'n-models': {
    kind: integer(1, 100),
    description: 'Models to boost, each with its own draws, whose mean answers.',
    defaultText: String(boosting.nModels),
  },
  loss: {
    kind: choice('squared_error', 'poisson'),
    description: 'What boosting lowers for a quantity; poisson is for counts and rates.',
    defaultText: boosting.loss,
  },
  monotonic: {
    kind: monotonic,
    description:
      'Features with which the predictions of boosting must not fall (1) or must not rise (-1).',
    defaultText: 'none',
  },
  'early-stopping': {
    kind: flag,
    description:
      'Boost as many rounds as are best in the cross-validation; --early-stopping=false boosts all of --max-iter.',
    defaultText: 'true',
  },
} as const satisfies OptionTable;

/** Of both; given alone they mean a forest's. */
export const COMMON_OPTIONS = {
  'max-depth': {
    kind: orNone(integer(1, 1_000)),
    description: 'Longest way from the root of a tree to a leaf, in splits.',
    defaultText: 'none',
  },
  'min-samples-leaf': {
    kind: integer(1, 1_000_000),
    description: 'A split that would leave fewer samples on one side is not made.',
    defaultText: `${forest.minSamplesLeaf} in a forest, ${boosting.minSamplesLeaf} in boosting`,
  },
  'max-leaf-nodes': {
    kind: orNone(integer(2, 1_000_000_000)),
    description: 'Leaves of a tree, which then grows where it gains most.',
    defaultText: `none in a forest, ${boosting.maxLeafNodes} in boosting`,
  },
} as const satisfies OptionTable;

/** The models behind the golden files: small, made by hand, with each feature of the format in one of them. */
import { ForestBuilder } from '@lambda-forest/forest';
import type { Feature, Source } from '@lambda-forest/schema';

import type { Model, Provenance } from '../src/index.ts';

export interface GoldenModel {
  readonly model: Model;
  /** Rows to predict, with exact thresholds, missing values, infinities and unseen levels. */
  readonly rows: readonly (readonly number[])[];
}

function provenance(name: string): Provenance {
  return {
    name,
    version: '1.0.0',
    lambdaForest: '0.1.0',
    engine: { name: 'by-hand', version: '1.0.0' },
    options: { nEstimators: 3, maxDepth: null, maxFeatures: 'sqrt', bootstrap: true },
    seed: 42,
    data: { source: `${name}.csv`, sha256: '0123456789abcdef'.repeat(4), rows: 150 },
    split: { testSize: 0.2, trainRows: 120, testRows: 30, stratified: true, folds: 5 },
    metrics: { accuracy: 0.9666666666666667, rocAuc: null, perClass: [1, 0.9, 1], bias: -0 },
  };
}

function numeric(name: string, minimum: number, maximum: number): Feature {
  const mean = (minimum + maximum) / 2;
  return { kind: 'numeric', name, minimum, maximum, mean, standardDeviation: 0.8253, missing: 3 };
}

/** Shared pure rows, counts over small denominators, a row that is no fraction, missing directions. */
function irisLike(): GoldenModel {
  const builder = new ForestBuilder(4, 3);
  const split = (feature: number, threshold: number, missingLeft = false) => {
    builder.addSplit({ feature, threshold, missingLeft });
  };
  const setosa = [1, 0, 0];
  const versicolor = [0, 1, 0];
  const virginica = [0, 0, 1];
  split(2, 2.449999988079071, true);
  builder.addLeaf(setosa);
  split(3, 1.75);
  split(2, 4.950000047683716, true);
  builder.addLeaf([0, 47 / 48, 1 / 48]);
  builder.addLeaf([0, 1 / 3, 2 / 3]);
  builder.addLeaf(virginica);

  split(3, 0.800000011920929);
  builder.addLeaf(setosa);
  split(3, 1.75, true);
  split(0, 7.1);
  builder.addLeaf(versicolor);
  builder.addLeaf(virginica);
  split(2, 4.850000381469727);
  builder.addLeaf([0, 1 / 3, 2 / 3]);
  builder.addLeaf(virginica);

  split(1, -0);
  builder.addLeaf([Math.SQRT1_2, 1 - Math.SQRT1_2, 0]);
  split(1, 0);
  builder.addLeaf(versicolor);
  builder.addLeaf(setosa);

  return {
    model: {
      schema: {
        task: 'classification',
        target: {
          name: 'species',
          classes: ['setosa', 'versicolor', 'virginica'],
          counts: [50, 50, 50],
        },
        features: [
          numeric('sepal_length', 4.3, 7.9),
          numeric('sepal_width', -0, 4.4),
          numeric('petal_length', 1, 6.9),
          numeric('petal_width', 0.1, 2.5),
        ],
        rowCount: 150,
      },
      forest: builder.build(),
      provenance: provenance('iris-like'),
    },
    rows: [
      [5.1, 3.5, 1.4, 0.2],
      [7, 3.2, 4.7, 1.4],
      [6.3, 3.3, 6, 2.5],
      [7.1, 0, 2.449999988079071, 0.800000011920929],
      [7.100000000000001, -0, 2.4499999880790715, 0.8000000119209291],
      [5, 0, 4.950000047683716, 1.75],
      [5, Number.MIN_VALUE, 4.850000381469727, 1.7500000000000002],
      [NaN, NaN, NaN, NaN],
      [NaN, 3, 5, NaN],
      [Infinity, -Infinity, Infinity, -Infinity],
    ],
  };
}

/** Raw rows, the largest and smallest thresholds, negative zero, scaling, a tree that is one leaf. */
function regression(): GoldenModel {
  const builder = new ForestBuilder(2, 1);
  builder.addSplit({ feature: 0, threshold: -Infinity, missingLeft: false });
  builder.addLeaf([-1.5]);
  builder.addSplit({ feature: 1, threshold: Number.MAX_VALUE, missingLeft: false });
  builder.addSplit({ feature: 0, threshold: 0.1 + 0.2, missingLeft: false });
  builder.addLeaf([Math.PI]);
  builder.addLeaf([-0]);
  builder.addLeaf([1e300]);
  builder.addLeaf([22.532806324110677]);
  builder.addSplit({ feature: 0, threshold: -0, missingLeft: false });
  builder.addLeaf([Number.MIN_VALUE]);
  builder.addLeaf([Math.PI]);
  return {
    model: {
      schema: {
        task: 'regression',
        target: { name: 'price', minimum: 5, maximum: 50, mean: 22.5, standardDeviation: 9.2 },
        features: [numeric('rooms', -3.5, 8.78), numeric('age', 2.9, 100)],
        rowCount: 506,
        scaling: { center: [6.28, 68.57], scale: [0.7, 28.1] },
      },
      forest: builder.build(),
      provenance: provenance('regression'),
    },
    rows: [
      [0.3, 1],
      [0.1 + 0.2, 1],
      [0.3000000000000001, 2],
      [-0, 0],
      [0, -0],
      [-Infinity, 5],
      [Infinity, Infinity],
      [1, Number.MAX_VALUE],
      [NaN, NaN],
      [NaN, 3],
    ],
  };
}

/** Category sets of one and two words, an empty set, missing directions, numeric splits beside them. */
function categorical(): GoldenModel {
  const builder = new ForestBuilder(3, 2);
  builder.addSplit({ feature: 0, levels: [0, 2], levelCount: 4, missingLeft: true });
  builder.addSplit({ feature: 2, threshold: 10.5, missingLeft: true });
  builder.addLeaf([1, 0]);
  builder.addLeaf([0.25, 0.75]);
  builder.addSplit({ feature: 1, levels: [1, 31, 32, 39], levelCount: 40, missingLeft: false });
  builder.addLeaf([0, 1]);
  builder.addLeaf([2 / 3, 1 / 3]);

  builder.addSplit({ feature: 1, levels: [], levelCount: 40, missingLeft: true });
  builder.addLeaf([1, 0]);
  builder.addSplit({ feature: 0, levels: [3], levelCount: 4, missingLeft: false });
  builder.addLeaf([0.1, 0.9]);
  builder.addLeaf([1, 0]);
  const towns = Array.from({ length: 40 }, (_, i) => `town ${i}`);
  return {
    model: {
      schema: {
        task: 'classification',
        target: { name: 'sold', classes: ['no', 'yes'], counts: [70, 30] },
        features: [
          {
            kind: 'categorical',
            name: 'colour',
            levels: ['red', 'green', 'blue', 'añil'],
            counts: [40, 30, 20, 10],
            missing: 0,
          },
          {
            kind: 'categorical',
            name: 'town',
            levels: towns,
            counts: towns.map(() => 2),
            missing: 20,
          },
          numeric('weight', -4, 90),
        ],
        rowCount: 100,
      },
      forest: builder.build(),
      provenance: provenance('categorical'),
    },
    rows: [
      [0, 0, 10.5],
      [1, 1, 10.500000000000002],
      [2, 31, 11],
      [3, 32, NaN],
      [1, 39, 0],
      [1, 38, 0],
      [NaN, NaN, NaN],
      [4, 40, 5],
      [31, 63, 5],
      [32, 64, 5],
      [-1, -1, 5],
    ],
  };
}

/** Classes from scores that single trees add to, as XGBoost has them: all in float32. */
function boostedClasses(): GoldenModel {
  const builder = new ForestBuilder(2, 3, {
    aggregation: 'sum',
    baseScore: Float64Array.of(0.5, -0, Math.fround(-0.1)),
    link: { kind: 'softmax', factor: 1 },
    oneScoreATree: true,
    roundsInputs: true,
    roundsScores: true,
  });
  for (let tree = 0; tree < 6; tree++) {
    builder.startTree(tree % 3);
    builder.addSplit({
      feature: tree % 2,
      threshold: Math.fround(0.1 * (tree + 1)),
      missingLeft: tree > 2,
    });
    builder.addLeaf([Math.fround(0.3 - tree / 7)]);
    builder.addLeaf([Math.fround(tree / 9)]);
  }
  return {
    model: {
      schema: {
        task: 'classification',
        target: { name: 'species', classes: ['a', 'b', 'c'], counts: [50, 50, 50] },
        features: [numeric('width', 0, 1), numeric('height', 0, 2)],
        rowCount: 150,
      },
      forest: builder.build(),
      provenance: provenance('boosted-classes'),
    },
    rows: [
      [0, 0],
      [Math.fround(0.1), Math.fround(0.2)],
      [0.1, 0.2],
      [0.10000001, 0.5],
      [Math.fround(0.1) + 1e-12, 0.6],
      [1, 1],
      [NaN, 0.3],
      [NaN, NaN],
    ],
  };
}

/** Two classes of one score, with covers, and unseen levels that go apart from missing ones. */
function boostedPair(): GoldenModel {
  const builder = new ForestBuilder(2, 2, {
    aggregation: 'sum',
    link: { kind: 'binary-logistic', factor: 1.5 },
  });
  const levels = { feature: 0, levels: [0, 2], levelCount: 3 };
  builder.addSplit({ ...levels, missingLeft: true, unseenLeft: false });
  builder.addLeaf([Math.SQRT1_2], 40);
  builder.addSplit({ feature: 1, threshold: 0.1 + 0.2, missingLeft: false });
  builder.addLeaf([-0.25], 35.5);
  builder.addLeaf([0], 24.5);
  builder.addSplit({ ...levels, levels: [1], missingLeft: false, unseenLeft: true });
  builder.addLeaf([-1.25], 60);
  builder.addLeaf([0.125], 40);
  return {
    model: {
      schema: {
        task: 'classification',
        target: { name: 'sold', classes: ['no', 'yes'], counts: [70, 30] },
        features: [
          {
            kind: 'categorical',
            name: 'colour',
            levels: ['red', 'green', 'blue'],
            counts: [40, 30, 30],
            missing: 0,
          },
          numeric('weight', 0, 9),
        ],
        rowCount: 100,
      },
      forest: builder.build(),
      provenance: provenance('boosted-pair'),
    },
    rows: [
      [0, 0.3],
      [1, 0.3],
      [1, 0.1 + 0.2],
      [1, 0.4],
      [2, 5],
      [3, 5],
      [NaN, NaN],
      [40, NaN],
    ],
  };
}

/** A quantity whose logarithm adds up, where 0 is missing, as LightGBM has it. */
function boostedQuantity(): GoldenModel {
  const builder = new ForestBuilder(1, 1, {
    aggregation: 'sum',
    baseScore: Float64Array.of(2.25),
    link: { kind: 'exp', factor: 1 },
  });
  builder.addSplit({ feature: 0, threshold: 4.5, missingLeft: false, zeroMissing: true });
  builder.addLeaf([-0.1]);
  builder.addLeaf([0.3]);
  builder.addSplit({ feature: 0, threshold: -1, missingLeft: true });
  builder.addLeaf([0.05]);
  builder.addLeaf([1 / 3]);
  return {
    model: {
      schema: {
        task: 'regression',
        target: { name: 'visits', minimum: 0, maximum: 50, mean: 9.5, standardDeviation: 9.2 },
        features: [numeric('age', -3, 9)],
        rowCount: 80,
      },
      forest: builder.build(),
      provenance: provenance('boosted-quantity'),
    },
    rows: [[-2], [-1], [-0], [0], [Math.fround(1e-35)], [1.1e-35], [4.5], [5], [NaN]],
  };
}

/** Leaves that add up terms, as LightGBM's linear trees do, and one that does not. */
function linearTerms(): GoldenModel {
  const builder = new ForestBuilder(2, 1, { aggregation: 'sum' });
  const terms = { features: [2, 1, 0], coefficients: [-0.5, 1 / 3, -2] };
  builder.addSplit({ feature: 0, threshold: 4.5, missingLeft: false });
  builder.addLeaf([0.25], undefined, terms);
  builder.addLeaf([-0.75], undefined, { features: [2, 0], coefficients: [1.5, 0.1] });
  builder.addSplit({ feature: 1, threshold: -1, missingLeft: true });
  builder.addLeaf([0.125]);
  builder.addLeaf([-0.75], undefined, terms);
  return {
    model: {
      schema: {
        task: 'regression',
        target: { name: 'price', minimum: 0, maximum: 50, mean: 9.5, standardDeviation: 9.2 },
        features: [numeric('age', -3, 9), numeric('size', -2, 8)],
        rowCount: 80,
      },
      forest: builder.build(),
      provenance: provenance('linear-terms'),
    },
    rows: [
      [4.5, -1],
      [4.6, -0.9],
      [1e-36, 1],
      [NaN, 1],
      [1, NaN],
      [NaN, NaN],
      [1e308, 5],
      [-1e308, 1e308],
    ],
  };
}

/** Counted words, and numbers that training gave to names. */
function textAndNames(): GoldenModel {
  const builder = new ForestBuilder(6, 2);
  builder.addSplit({ feature: 1, threshold: 0.5, missingLeft: false });
  builder.addSplit({ feature: 3, threshold: -0.25, missingLeft: true });
  builder.addLeaf([1, 0]);
  builder.addLeaf([0.25, 0.75]);
  builder.addSplit({ feature: 4, threshold: 1.5, missingLeft: false });
  builder.addLeaf([0, 1]);
  builder.addLeaf([2 / 3, 1 / 3]);
  builder.addSplit({ feature: 0, threshold: 0, missingLeft: true });
  builder.addLeaf([1, 0]);
  builder.addLeaf([0, 1]);
  const computed = (source: Source, name = Object.values(source).join('.')) =>
    ({ ...numeric(name, 0, 3), source }) as Feature;
  const features = [
    computed({ column: 'title', word: 'canvas' }),
    computed({ column: 'title', word: 'ölfarbe' }),
    computed({ column: 'title', word: '画' }),
    computed({ column: 'artist', statistic: 'share', class: 'yes' }),
    computed({ column: 'artist', statistic: 'count' }),
    computed({ column: 'town', statistic: 'share', class: 'yes' }),
  ];
  const artist = {
    column: 'artist',
    levels: ['Ada', 'Łukasz', '7'],
    values: [
      [0.75, -0, 0.125],
      [2, 1, 1],
    ],
    unseen: [0.3125, 0],
  };
  const town = { column: 'town', levels: [], values: [[]] };
  const target = { name: 'sold', classes: ['no', 'yes'], counts: [70, 30] };
  const rest = { features, encodings: [artist, town], rowCount: 100 };
  return {
    model: {
      schema: { task: 'classification', target, ...rest },
      forest: builder.build(),
      provenance: provenance('text-and-names'),
    },
    rows: [
      [0, 0, 0, 0.75, 2, 0],
      [1, 1, 0, -0, 1, 0],
      [2, 0, 1, -0.5, 1, 0],
      [0, 3, 0, 0.3125, 0, 0],
      [0, 1, 0, 0.125, NaN, 0],
      [NaN, NaN, NaN, NaN, NaN, NaN],
    ],
  };
}

/** Trees that add up on words. */
function boostedText(): GoldenModel {
  const builder = new ForestBuilder(1, 1, { aggregation: 'sum', baseScore: Float64Array.of(0.5) });
  builder.addSplit({ feature: 0, threshold: 0.5, missingLeft: true });
  builder.addLeaf([-0.25]);
  builder.addLeaf([0.1]);
  builder.addSplit({ feature: 0, threshold: 1.5, missingLeft: false });
  builder.addLeaf([1 / 3]);
  builder.addLeaf([2]);
  const source = { column: 'title', word: 'sea' };
  return {
    model: {
      schema: {
        task: 'regression',
        target: { name: 'year', minimum: 1950, maximum: 2013, mean: 1990, standardDeviation: 9 },
        features: [{ ...numeric('title.sea', 0, 2), source } as Feature],
        rowCount: 80,
      },
      forest: builder.build(),
      provenance: provenance('boosted-text'),
    },
    rows: [[0], [1], [2], [9], [0.5], [NaN]],
  };
}

export const GOLDEN_MODELS: Readonly<Record<string, GoldenModel>> = {
  'iris-like': irisLike(),
  regression: regression(),
  categorical: categorical(),
  'boosted-classes': boostedClasses(),
  'boosted-pair': boostedPair(),
  'boosted-quantity': boostedQuantity(),
  'linear-terms': linearTerms(),
  'text-and-names': textAndNames(),
  'boosted-text': boostedText(),
};

/** Graphs that a forest cannot say: one message that names the node. */
import { readFileSync } from 'node:fs';

import { validateForest } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { ForeignModelError, readForeignModel } from '../index.ts';
import { DOUBLE, FLOAT, INT32, INT64, STRING } from './proto.ts';
import { GraphWriter } from './write/graph-writer.ts';
import type { NewAttribute } from './write/graph-writer.ts';

type Attributes = Readonly<Record<string, NewAttribute>>;

/** One tree of one split on feature 0, for one target. */
const REGRESSOR: Attributes = {
  n_targets: 1,
  nodes_treeids: [0, 0, 0],
  nodes_nodeids: [0, 1, 2],
  nodes_featureids: [0, 0, 0],
  nodes_modes: ['BRANCH_LEQ', 'LEAF', 'LEAF'],
  nodes_values: { floats: [1, 0, 0] },
  nodes_truenodeids: [1, 0, 0],
  nodes_falsenodeids: [2, 0, 0],
  target_treeids: [0, 0],
  target_nodeids: [1, 2],
  target_ids: [0, 0],
  target_weights: { floats: [1, 2] },
};

const {
  n_targets: _,
  target_treeids: class_treeids,
  target_nodeids: class_nodeids,
  target_ids: class_ids,
  target_weights: class_weights,
  ...NODES
} = REGRESSOR;
const CLASSIFIER = {
  ...NODES,
  ...{ class_treeids, class_nodeids, class_ids, class_weights, classlabels_int64s: [0, 1] },
} as Attributes;

const FIVE: Attributes = {
  n_targets: 1,
  tree_roots: [0],
  nodes_featureids: [0],
  nodes_modes: { tensor: { dims: [1], values: Uint8Array.of(0) } },
  nodes_splits: { tensor: { dims: [1], values: Float32Array.of(1) } },
  nodes_truenodeids: [0],
  nodes_trueleafs: [1],
  nodes_falsenodeids: [1],
  nodes_falseleafs: [1],
  leaf_targetids: [0, 0],
  leaf_weights: { tensor: { dims: [2], values: Float32Array.of(1, 2) } },
};

/** Trees of one split by equality each. */
function stumps(count: number, testOf: (tree: number) => readonly [number, number]): Attributes {
  const trees = [...Array(count).keys()];
  const nodes = (values: (tree: number) => readonly number[]) => trees.flatMap(values);
  return {
    n_targets: 1,
    nodes_treeids: nodes((t) => [t, t, t]),
    nodes_nodeids: nodes(() => [0, 1, 2]),
    nodes_featureids: nodes((t) => [testOf(t)[0], 0, 0]),
    nodes_modes: trees.flatMap(() => ['BRANCH_EQ', 'LEAF', 'LEAF']),
    nodes_values: { floats: nodes((t) => [testOf(t)[1], 0, 0]) },
    nodes_truenodeids: nodes(() => [1, 0, 0]),
    nodes_falsenodeids: nodes(() => [2, 0, 0]),
    target_treeids: nodes((t) => [t, t]),
    target_nodeids: nodes(() => [1, 2]),
    target_ids: nodes(() => [0, 0]),
    target_weights: { floats: nodes(() => [1, 2]) },
  };
}

const ML = { domain: 'ai.onnx.ml' };
const FLOAT16 = 10;
const VERSIONS = { ir: 10, onnx: 21, ml: 5 };

interface Graph {
  readonly before?: (graph: GraphWriter, input: string) => string;
  readonly trees?: Attributes;
  readonly operator?: string;
  readonly after?: (graph: GraphWriter, sums: string) => string;
  readonly type?: number;
}

function bytesOf({ before, trees, operator, after, type = FLOAT }: Graph, versions = VERSIONS) {
  const graph = new GraphWriter();
  const input = graph.input('x', type);
  const asked = before?.(graph, input) ?? input;
  const sums = graph.node(operator ?? 'TreeEnsembleRegressor', [asked], trees ?? REGRESSOR, ML);
  graph.output(after?.(graph, sums) ?? sums, FLOAT, 1);
  return graph.model('m', '1', versions);
}

const scalar = (graph: GraphWriter, value: number) =>
  graph.constant('c', { dims: [1], values: Float32Array.of(value) });
const behind =
  (operator: string, value?: number) =>
  (graph: GraphWriter, sums: string): string =>
    graph.node(operator, value === undefined ? [sums] : [sums, scalar(graph, value)]);
const castTo =
  (...types: readonly number[]) =>
  (graph: GraphWriter, sums: string): string =>
    types.reduce((value, to) => graph.node('Cast', [value], { to }), sums);
const cut = castTo(INT64);

test('a graph without trees is refused with a way out', () => {
  const graph = new GraphWriter();
  const products = graph.node('Gemm', [graph.input('x', FLOAT), scalar(graph, 1)]);
  graph.output(graph.node('Relu', [products]), FLOAT, 1);
  expect(() => readForeignModel(graph.model('m', '1', VERSIONS))).toThrow(
    /a graph of "Gemm", "Relu", expected one with TreeEnsemble.*skl2onnx, onnxmltools or hummingbird/,
  );
});

test.each<readonly [string, Graph, RegExp]>([
  ['an operator before the trees', { before: behind('Tan') }, /"tan" \("Tan"\).*cannot take over/],
  ['one that mixes columns', { before: behind('MatMul', 1) }, /\("MatMul"\)/],
  ['one behind them', { after: behind('Tan') }, /\("Tan"\)/],
  ['a scale of 0', { before: behind('Mul', 0) }, /\("Mul"\)/],
  [
    'a division of a constant',
    { before: (graph, x) => graph.node('Div', [scalar(graph, 1), x]) },
    /\("Div"\)/,
  ],
  ['scores that are scaled', { after: behind('Mul', 3) }, /scores that are scaled/],
  [
    'sums divided by another number',
    { after: behind('Div', 7) },
    /another number than that of their trees/,
  ],
  [
    'an exponential of what is negated',
    { after: (graph, sums) => graph.node('Exp', [graph.node('Neg', [sums])]) },
    /scores that are scaled/,
  ],
  [
    'a sum of parts of no link',
    { after: (graph, sums) => graph.node('Add', [graph.node('Relu', [sums]), sums]) },
    /\("Add"\)/,
  ],
  [
    'a square of sums that one side alone divides',
    {
      after: (graph, sums) =>
        graph.node('Mul', [sums, graph.node('Abs', [graph.node('Div', [sums, scalar(graph, 7)])])]),
    },
    /\("Mul"\)/,
  ],
  ['half of a link', { after: behind('Abs') }, /scores that are scaled/],
  [
    'a table of rows that are not added up',
    {
      after: (graph, sums) => {
        const table = graph.constant('t', { dims: [2, 1], values: Float64Array.of(1, 2) });
        return graph.node('Gather', [table, graph.node('Cast', [sums], { to: INT64 })], {
          axis: 0,
        });
      },
    },
    /scores that are scaled/,
  ],
  ['an answer cut to whole numbers', { after: castTo(INT64) }, /cut to whole numbers.*Cast/],
  ['one of 32 bits', { after: castTo(INT32) }, /\("Cast"\)/],
  ['a rougher answer', { after: castTo(FLOAT16) }, /\("Cast"\)/],
  ['a cut answer as a float again', { after: castTo(INT64, FLOAT) }, /\("Cast"\)/],
  ['a link of a cut answer', { after: (g, sums) => behind('Exp')(g, cut(g, sums)) }, /\("Exp"\)/],
  [
    'the largest of cut answers',
    { after: (graph, sums) => behind('ArgMax')(graph, cut(graph, sums)) },
    /\("ArgMax"\)/,
  ],
  [
    'rows of a table that a base value moves',
    { trees: { ...REGRESSOR, base_values: { floats: [1] } }, after: cut },
    /\("Cast"\)/,
  ],
  [
    'a leaf between two rows of a table',
    {
      trees: { ...REGRESSOR, target_weights: { floats: [0.5, 1] } },
      after: (graph, sums) => {
        const table = graph.constant('t', { dims: [4, 1], values: Float64Array.of(1, 2, 3, 4) });
        const rows = graph.node('Gather', [table, cut(graph, sums)], { axis: 0 });
        return graph.node('ReduceSum', [rows], { axes: [1], keepdims: 0 });
      },
    },
    /names no row/,
  ],
  [
    'a number that stands for missing ones, 0 by default',
    {
      before: (graph, x) =>
        graph.node('Imputer', [x], { imputed_value_floats: { floats: [5] } }, ML),
    },
    /\("Imputer"\)/,
  ],
  [
    'a link twice',
    { after: (graph, sums) => graph.node('Exp', [graph.node('Exp', [sums])]) },
    /\("Exp"\)/,
  ],
  ['texts without an encoder', { type: STRING }, /\("TreeEnsembleRegressor"\)/],
  ['another type of input', { type: 10 }, /input "x" of type 10/],
  ['an attribute that is not known', { trees: { ...REGRESSOR, cubed: 1 } }, /attribute "cubed"/],
  ['the smallest tree', { trees: { ...REGRESSOR, aggregate_function: 'MIN' } }, /aggregate "MIN"/],
  ['SOFTMAX_ZERO', { trees: { ...REGRESSOR, post_transform: 'SOFTMAX_ZERO' } }, /"SOFTMAX_ZERO"/],
  [
    'a link that onnxruntime leaves out',
    { trees: { ...REGRESSOR, post_transform: 'LOGISTIC' } },
    /LOGISTIC of one target/,
  ],
  [
    'several targets',
    { trees: { ...REGRESSOR, n_targets: 2 } },
    /2 targets.*model for each target/,
  ],
  [
    'base values of an average',
    { trees: { ...REGRESSOR, aggregate_function: 'AVERAGE', base_values: { floats: [1] } } },
    /base values of averages/,
  ],
  [
    'base values of other targets',
    { trees: { ...REGRESSOR, base_values: { floats: [1, 2] } } },
    /2 base values for 1 target/,
  ],
  [
    'a mode that is not known',
    { trees: { ...REGRESSOR, nodes_modes: ['BRANCH_XOR', 'LEAF', 'LEAF'] } },
    /mode "XOR"/,
  ],
  [
    'a feature beyond the input',
    { trees: { ...REGRESSOR, nodes_featureids: [3, 0, 0] } },
    /feature 3/,
  ],
  ['a circle', { trees: { ...REGRESSOR, nodes_truenodeids: [0, 0, 0] } }, /below two nodes/],
  [
    'a node that is not there',
    { trees: { ...REGRESSOR, nodes_truenodeids: [9, 0, 0] } },
    /child -1/,
  ],
  ['a node twice', { trees: { ...REGRESSOR, nodes_nodeids: [0, 1, 1] } }, /node 1 of tree 0 twice/],
  [
    'a tree in two places',
    { trees: { ...REGRESSOR, nodes_treeids: [0, 1, 0] } },
    /tree 0 in two places/,
  ],
  [
    'lists of other lengths',
    { trees: { ...REGRESSOR, nodes_truenodeids: [1] } },
    /1 yes of 3 nodes/,
  ],
  [
    'missing value tracks of other lengths',
    { trees: { ...REGRESSOR, nodes_missing_value_tracks_true: [1] } },
    /tracks of 1 of 3/,
  ],
  [
    'weights of other lengths',
    { trees: { ...REGRESSOR, target_ids: [0] } },
    /2 weights for 2 leaves/,
  ],
  ['a weight of no target', { trees: { ...REGRESSOR, target_ids: [0, 5] } }, /target 5/],
  [
    'two weights of a leaf',
    { trees: { ...REGRESSOR, target_nodeids: [1, 1] } },
    /two weights of a node/,
  ],
  [
    'doubles for an input of floats',
    {
      trees: {
        ...NODES,
        ...REGRESSOR,
        target_weights: { floats: [] },
        target_weights_as_tensor: { tensor: { dims: [2], values: Float64Array.of(1, 2) } },
      },
    },
    /target_weights.*another type/,
  ],
  [
    'numbers compared and tested for equality',
    {
      trees: {
        ...REGRESSOR,
        nodes_modes: ['BRANCH_EQ', 'LEAF', 'LEAF'],
        nodes_values: { floats: [1.5, 0, 0] },
      },
    },
    /tested for equality/,
  ],
  [
    'too many numbers of all leaves',
    {
      trees: { ...stumps(800, () => [0, 1]), n_targets: 65_535 },
      after: (graph, sums) => {
        graph.output(graph.node('ArgMax', [sums], { axis: 1, keepdims: 0 }), INT64, 0);
        return sums;
      },
    },
    /leaves of 104,856,000 numbers in all/,
  ],
  [
    'too many codes of all columns',
    {
      before: (graph, input) => {
        const inputs = Array.from({ length: 39 }, (_, i) => graph.input(`x${i}`, FLOAT));
        return graph.node('Concat', [input, ...inputs], { axis: 1 });
      },
      trees: stumps(40, (feature) => [feature, 65_534]),
    },
    /more than 2,000,000 levels of all columns/,
  ],
  [
    'too many categories of all splits',
    { trees: stumps(2_100, () => [0, 65_534]) },
    /more than 134,217,728 categories in all.*fewer trees/,
  ],
  [
    'more targets than a list can have',
    { trees: { ...REGRESSOR, n_targets: 2 ** 40 } },
    /1,099,511,627,776 targets/,
  ],
  [
    'more classes than a schema can have',
    {
      trees: { ...REGRESSOR, n_targets: 100_000 },
      after: (graph, sums) => {
        graph.output(graph.node('ArgMax', [sums], { axis: 1, keepdims: 0 }), INT64, 0);
        return sums;
      },
    },
    /100,000 levels of "classes"/,
  ],
  [
    'one class',
    { operator: 'TreeEnsembleClassifier', trees: { ...CLASSIFIER, classlabels_int64s: [1] } },
    /1 class in/,
  ],
  [
    'weights of the second class alone',
    { operator: 'TreeEnsembleClassifier', trees: { ...CLASSIFIER, class_ids: [1, 1] } },
    /weights or base values for one/,
  ],
  [
    'a softmax of one weight',
    { operator: 'TreeEnsembleClassifier', trees: { ...CLASSIFIER, post_transform: 'SOFTMAX' } },
    /SOFTMAX of one weight/,
  ],
  [
    'lists of version 5 of other lengths',
    { operator: 'TreeEnsemble', trees: { ...FIVE, nodes_trueleafs: [] } },
    /different lengths/,
  ],
  [
    'a mode of version 5 that is not known',
    {
      operator: 'TreeEnsemble',
      trees: { ...FIVE, nodes_modes: { tensor: { dims: [1], values: Uint8Array.of(9) } } },
    },
    /mode 9/,
  ],
  [
    'a leaf that is not there',
    { operator: 'TreeEnsemble', trees: { ...FIVE, nodes_truenodeids: [7] } },
    /no node or leaf/,
  ],
  [
    'nodes below each other',
    { operator: 'TreeEnsemble', trees: { ...FIVE, nodes_trueleafs: [0] } },
    /below each other/,
  ],
  [
    'a root twice',
    { operator: 'TreeEnsemble', trees: { ...FIVE, tree_roots: [0, 0] } },
    /below several roots/,
  ],
  [
    'members that are left over',
    {
      operator: 'TreeEnsemble',
      trees: {
        ...FIVE,
        membership_values: { tensor: { dims: [2], values: Float32Array.of(1, 2) } },
      },
    },
    /membership_values/,
  ],
  [
    'splits of another type',
    {
      operator: 'TreeEnsemble',
      trees: { ...FIVE, nodes_splits: { tensor: { dims: [1], values: Float64Array.of(1) } } },
    },
    /nodes_splits.*another type/,
  ],
])('%s is refused', (_name, graph, message) => {
  const read = () => readForeignModel(bytesOf(graph));
  expect(read).toThrow(ForeignModelError);
  expect(read).toThrow(message);
  expect(read).toThrow(/, (expected|which) /);
});

test.each([
  [{ ...VERSIONS, ml: 9 }, /"ai\.onnx\.ml" 9/],
  [{ ...VERSIONS, onnx: 99 }, /"" 99/],
])('operators of a later version are refused', (versions, message) => {
  expect(() => readForeignModel(bytesOf({}, versions))).toThrow(message);
});

test.each([FLOAT, DOUBLE, INT64])('an input of type %d is read', (type) => {
  const trees = type === DOUBLE ? { ...REGRESSOR } : REGRESSOR;
  const { forest, columns } = readForeignModel(bytesOf({ type, trees }));
  validateForest(forest);
  expect(columns).toEqual([{ kind: 'numeric', name: 'x', isNamed: true }]);
  expect(forest.roundsInputs).toBe(type === FLOAT);
});

test.each([
  [['a', 'b'], 0, { takesOthers: false, takesMissing: false }],
  [['a', 'b', ''], 0, { takesOthers: false }],
  [['a', 'b'], 1, { takesOthers: true }],
])(
  'an encoder of %j that ends with an error (zeros=%d) takes those alone',
  (texts, zeros, takes) => {
    const encoded = { cats_strings: texts, zeros };
    const before = (graph: GraphWriter, x: string) => graph.node('OneHotEncoder', [x], encoded, ML);
    const { forest, columns } = readForeignModel(bytesOf({ type: STRING, before }));
    validateForest(forest);
    const known = { kind: 'categorical', name: 'x', isNamed: true, hasLevels: true };
    expect(columns).toEqual([{ ...known, levels: ['a', 'b'], ...takes }]);
  },
);

test('an input of texts that no tree asks takes any, and one of which the graph allows none is refused', () => {
  const before = (graph: GraphWriter, x: string) => (graph.input('y', STRING), x);
  const { forest, columns } = readForeignModel(bytesOf({ before }));
  validateForest(forest);
  const other = { kind: 'categorical', name: 'y', levels: [], takesOthers: true };
  expect(columns).toMatchObject([{ kind: 'numeric', name: 'x' }, other]);
  const strict = (graph: GraphWriter, x: string) =>
    graph.node('OneHotEncoder', [x], { cats_strings: [''], zeros: 0 }, ML);
  expect(() => readForeignModel(bytesOf({ type: STRING, before: strict }))).toThrow(
    /"x" of texts, of which the graph allows none/,
  );
});

/** OneHotEncoder gives three axes: rows, columns, and levels of a column. */
const ENCODED = { cats_strings: ['a', 'b'] };
const encode = (graph: GraphWriter, x: string) => graph.node('OneHotEncoder', [x], ENCODED, ML);
const second = (graph: GraphWriter, from: string, axis: number) => {
  const index = graph.constant('i', { dims: [1], values: BigInt64Array.of(1n) });
  return graph.node('Gather', [from, index], { axis });
};
const twice = (graph: GraphWriter, x: string, axis: number) =>
  graph.node('Concat', [encode(graph, x), encode(graph, x)], { axis });

test.each<readonly [string, (graph: GraphWriter, x: string) => string, boolean]>([
  ['levels by the last axis', (graph, x) => second(graph, encode(graph, x), -1), true],
  ['levels by the third axis', (graph, x) => second(graph, encode(graph, x), 2), true],
  ['columns by the second axis', (graph, x) => second(graph, encode(graph, x), 1), false],
  ['levels of several encoders', (graph, x) => second(graph, twice(graph, x, -1), -1), true],
  ['levels of encoders as columns', (graph, x) => second(graph, twice(graph, x, 1), -1), false],
])('a Gather of %s', (_, before, isRead) => {
  const read = () => readForeignModel(bytesOf({ type: STRING, before }));
  if (!isRead) expect(read).toThrow(/"gather" \("Gather"\)/);
  else expect(read().columns).toMatchObject([{ name: 'x', levels: ['a', 'b'] }]);
});

/** A classifier of two classes: x up to 1, and above. */
const classify = (graph: GraphWriter, input: string, trees: Attributes = {}) => {
  const shares = { class_ids: [0, 0], class_weights: { floats: [0.25, 1] } };
  const outputs = { ...ML, others: ['scores'] };
  const attributes = { ...CLASSIFIER, ...shares, ...trees };
  return graph.node('TreeEnsembleClassifier', [input], attributes, outputs);
};
const argMax = (graph: GraphWriter, scores: string) =>
  graph.node('ArgMax', [scores], { axis: 1, keepdims: 0 });
const nameOf = (graph: GraphWriter, labels: string) => {
  const names = graph.constant('names', { dims: [2], values: ['a', 'b'] });
  return graph.node('Gather', [names, labels]);
};

type Label = (graph: GraphWriter, input: string) => string;

function classesOf(label: Label): () => readonly string[] | undefined {
  const graph = new GraphWriter();
  graph.output(label(graph, graph.input('x', FLOAT)), INT64, 0);
  graph.output('scores', FLOAT, 2);
  const bytes = graph.model('m', '1', VERSIONS);
  return () => readForeignModel(bytes).classes;
}

const BOTH = {
  class_treeids: [0, 0, 0, 0],
  class_nodeids: [1, 1, 2, 2],
  class_ids: [0, 1, 0, 1],
  class_weights: { floats: [0.25, 0.75, 0.5, 0.5] },
};
const SWAPPED = { classlabels_int64s: [1, 0] };
const LOGISTIC = { post_transform: 'LOGISTIC' };

test.each<readonly [string, Label, readonly string[]]>([
  ['as the trees have them', (graph, x) => classify(graph, x, SWAPPED), ['1', '0']],
  [
    'by the largest',
    (graph, x) => (classify(graph, x, SWAPPED), argMax(graph, 'scores')),
    ['0', '1'],
  ],
  [
    'named by what the trees say',
    (graph, x) => nameOf(graph, classify(graph, x, SWAPPED)),
    ['b', 'a'],
  ],
  [
    'of a logarithm of odds of any sign',
    (graph, x) => classify(graph, x, { ...LOGISTIC, class_weights: { floats: [-1, 1] } }),
    ['0', '1'],
  ],
  [
    'of scores that are each the negative of the other',
    (graph, x) =>
      classify(graph, x, { ...BOTH, ...LOGISTIC, class_weights: { floats: [1, -1, -2, 2] } }),
    ['0', '1'],
  ],
])('labels %s are those of the largest probability', (_, label, classes) => {
  expect(classesOf(label)()).toEqual(classes);
});

test.each<readonly [string, Label, RegExp]>([
  [
    'of other trees',
    (graph, x) => (
      classify(graph, x),
      graph.node('TreeEnsembleClassifier', [x], { ...CLASSIFIER, class_ids: [0, 0] }, ML)
    ),
    /labels of .* not those of its largest probability/,
  ],
  [
    'of the smallest',
    (graph, x) => (classify(graph, x), argMax(graph, graph.node('Neg', ['scores']))),
    /"Neg"|"ArgMax"/,
  ],
  [
    'that are compared with 0.5 before the link',
    (graph, x) => classify(graph, x, LOGISTIC),
    /not those of its largest/,
  ],
  [
    'of which the second is compared with 0',
    (graph, x) => classify(graph, x, BOTH),
    /not those of its largest/,
  ],
  [
    'that are not in the list',
    (graph, x) => nameOf(graph, classify(graph, x, { classlabels_int64s: [1, 2] })),
    /"Gather"/,
  ],
])('labels %s are refused', (_, label, message) => {
  expect(classesOf(label)).toThrow(message);
});

test('a Binarizer takes numbers alone, and no missing one, as in onnxruntime', () => {
  const golden = new URL('../../golden/onnx/binarized.input.json', import.meta.url);
  const { model } = JSON.parse(readFileSync(golden, 'utf8')) as { model: string };
  const { columns } = readForeignModel(Buffer.from(model, 'base64'));
  expect(columns).toEqual([{ kind: 'numeric', name: 'X', isNamed: true, takesMissing: false }]);
  const before = (graph: GraphWriter, x: string) => graph.node('Binarizer', [x], {}, ML);
  expect(() => readForeignModel(bytesOf({ before, type: INT64 }))).toThrow(/"Binarizer"/);
});

test('a Clip without constant bounds, or with the least above the largest, is refused', () => {
  for (const before of [
    (graph: GraphWriter, x: string) => graph.node('Clip', [x, x]),
    (graph: GraphWriter, x: string) =>
      graph.node('Clip', [x], { min: { float: 2 }, max: { float: 1 } }),
  ]) {
    expect(() => readForeignModel(bytesOf({ before }))).toThrow(/\("Clip"\) in the graph/);
  }
});

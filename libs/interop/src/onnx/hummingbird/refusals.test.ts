/** Graphs that are nearly what hummingbird writes: each is refused at the node that differs. */
import { validateForest } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { readForeignModel } from '../../index.ts';
import { FLOAT, INT64 } from '../proto.ts';
import { GraphWriter } from '../write/graph-writer.ts';
import type { NewTensor } from '../write/graph-writer.ts';

const VERSIONS = { ir: 8, onnx: 13, ml: 3 };

const whole = (dims: readonly number[], ...values: readonly number[]): NewTensor => ({
  dims,
  values: BigInt64Array.from(values, BigInt),
});
const floats = (dims: readonly number[], ...values: readonly number[]): NewTensor => ({
  dims,
  values: Float32Array.from(values),
});

/** Two trees of two levels on one column. */
const WALK = {
  roots: whole([2], 0, 0),
  limits: floats([2], 1, 2),
  starts: whole([2], 0, 2),
  comparison: 'LessOrEqual',
  castTo: INT64,
  list: whole([1], -1),
  columns: whole([4], 0, 0, 0, 0),
  columnRows: whole([2], -1, 2),
  thresholds: floats([4], 5, 6, 7, 8),
  factor: whole([], 2),
  leaves: floats([8, 1], 1, 2, 3, 4, 5, 6, 7, 8),
  leafRows: whole([3], -1, 2, 1),
  axis: whole([1], 1),
};

function walk(change: Partial<typeof WALK>): Uint8Array {
  const parts = { ...WALK, ...change };
  const graph = new GraphWriter();
  const x = graph.input('x', FLOAT);
  const constant = (name: 'roots' | keyof typeof WALK) =>
    graph.constant(name, parts[name] as NewTensor);
  const node = (operator: string, inputs: readonly string[], attributes = {}) =>
    graph.node(operator, inputs, attributes);
  const first = node('Gather', [x, constant('roots')], { axis: 1 });
  const passes = node(parts.comparison, [first, constant('limits')]);
  const second = node('Cast', [passes], { to: parts.castTo });
  const at = node('Reshape', [node('Add', [second, constant('starts')]), constant('list')]);
  const chosen = node('Reshape', [
    node('Gather', [constant('columns'), at]),
    constant('columnRows'),
  ]);
  const values = node('GatherElements', [x, chosen], { axis: 1 });
  const flat = node('Reshape', [values, constant('list')]);
  const doubled = node('Mul', [at, constant('factor')]);
  const thresholds = node('Gather', [constant('thresholds'), at]);
  const passesToo = node('Cast', [node(parts.comparison, [flat, thresholds])], { to: INT64 });
  const end = node('Add', [doubled, passesToo]);
  const leaves = node('Reshape', [node('Gather', [constant('leaves'), end]), constant('leafRows')]);
  graph.output(node('ReduceSum', [leaves, constant('axis')], { keepdims: 0 }), FLOAT, 1);
  return graph.model('m', '1', VERSIONS);
}

test('a walk through two trees', () => {
  const { forest, takesMissing } = readForeignModel(walk({}));
  validateForest(forest);
  expect(takesMissing).toBe(true);
});

test.each<readonly [string, Partial<typeof WALK>, RegExp]>([
  ['a column that is none', { columns: whole([4], 0, 1, 0, 0) }, /out of range.*"GatherElements"/],
  ['a root that is none', { roots: whole([2], 0, 3) }, /column out of range.*"Gather"/],
  ['thresholds for one tree', { limits: floats([1], 1) }, /"LessOrEqual"/],
  ['another comparison', { comparison: 'Equal' }, /expected one with TreeEnsemble/],
  ['places that are rounded', { castTo: FLOAT }, /"Cast"/],
  ['trees that begin at the same place', { starts: whole([1], 0) }, /"Add"/],
  ['a table that is too short', { thresholds: floats([3], 5, 6, 7) }, /out of range.*"Gather"/],
  ['places that are tripled', { factor: whole([], 3) }, /out of range.*"Gather"/],
  ['a place beyond whole numbers', { factor: whole([], 2 ** 60) }, /"Mul"/],
  ['rows that are mixed', { columnRows: whole([2], -1, 1) }, /"Reshape"/],
  ['leaves of another shape', { leafRows: whole([3], -1, 1, 2) }, /"Reshape"/],
  ['a sum of rows', { axis: whole([1], 0) }, /"ReduceSum"/],
  ['a sum of the scores of each tree', { axis: whole([1], 2) }, /"ReduceSum"/],
])('%s', (_, change, message) => {
  expect(() => readForeignModel(walk(change))).toThrow(message);
});

/** One tree of two tests: x0 <= 1, and where it passes, x1 <= 2. */
const PRODUCTS = {
  picks: floats([2, 2], 1, 0, 0, 1),
  limits: floats([2, 1], 1, 2),
  testRows: whole([3], 1, 2, -1),
  paths: floats([1, 3, 2], 1, 1, 1, -1, -1, 0),
  counts: floats([3, 1], 2, 1, 0),
  leafRows: whole([2], 3, -1),
  weightRows: whole([3], 1, 3, -1),
  weights: floats([1, 1, 3], 10, 20, 30),
};

function products(change: Partial<typeof PRODUCTS>, alpha = 1): Uint8Array {
  const parts = { ...PRODUCTS, ...change };
  const graph = new GraphWriter();
  const x = graph.node('Concat', [graph.input('a', FLOAT), graph.input('b', FLOAT)], { axis: 1 });
  const constant = (name: keyof typeof PRODUCTS) => graph.constant(name, parts[name]);
  const node = (operator: string, inputs: readonly string[], attributes = {}) =>
    graph.node(operator, inputs, attributes);
  const asked = node('Gemm', [constant('picks'), x], { transB: 1, alpha: { float: alpha } });
  const tests = node('LessOrEqual', [asked, constant('limits')]);
  const passed = node('Cast', [node('Reshape', [tests, constant('testRows')])], { to: FLOAT });
  const counted = node('MatMul', [constant('paths'), passed]);
  const isLeaf = node('Equal', [
    node('Reshape', [counted, constant('leafRows')]),
    constant('counts'),
  ]);
  const reached = node('Cast', [node('Reshape', [isLeaf, constant('weightRows')])], { to: FLOAT });
  const weights = node('MatMul', [constant('weights'), reached]);
  const axis = graph.constant('axis', whole([1], 0));
  const sums = node('ReduceSum', [weights, axis], { keepdims: 0 });
  graph.output(node('Transpose', [sums], { perm: [1, 0] }), FLOAT, 1);
  return graph.model('m', '1', VERSIONS);
}

test('products of one tree', () => {
  const { forest, takesMissing } = readForeignModel(products({}));
  validateForest(forest);
  expect(takesMissing).toBe(false);
});

test.each<readonly [string, Partial<typeof PRODUCTS>, RegExp]>([
  ['a test of two columns', { picks: floats([2, 2], 1, 1, 0, 1) }, /"Gemm"/],
  ['a test of twice a column', { picks: floats([2, 2], 2, 0, 0, 1) }, /"Gemm"/],
  ['a path that counts twice', { paths: floats([1, 3, 2], 2, 1, 1, -1, -1, 0) }, /"MatMul"/],
  ['a leaf that is never reached', { counts: floats([3, 1], 3, 1, 0) }, /"MatMul"/],
  ['a leaf that always is', { paths: floats([1, 3, 2], 1, 1, 1, -1, 0, 0) }, /"MatMul"/],
  [
    'paths that no test begins',
    { paths: floats([1, 3, 2], 1, 0, 0, 1, -1, 0), counts: floats([3, 1], 1, 1, 0) },
    /paths of no tree.*"MatMul"/,
  ],
  [
    'a test that all pass',
    { paths: floats([1, 3, 2], 1, 1, 1, -1, 1, 0), counts: floats([3, 1], 2, 1, 1) },
    /of no tree|without a leaf/,
  ],
  ['tests of other trees', { testRows: whole([3], 2, 1, -1) }, /"MatMul"/],
  ['thresholds of one test', { limits: floats([1, 1], 1) }, /"LessOrEqual"/],
])('%s', (_, change, message) => {
  expect(() => readForeignModel(products(change))).toThrow(message);
});

test('columns that are doubled', () => {
  expect(() => readForeignModel(products({}, 2))).toThrow(/"Gemm"/);
});

/** A Clip folded into a split: as onnxruntime answers, whose bounds that are left out are the type's largest numbers. */
import { predictBatch } from '@lambda-forest/forest';
import { expect, test } from 'vitest';

import { readForeignModel } from '../index.ts';
import { FLOAT } from './proto.ts';
import { GraphWriter } from './write/graph-writer.ts';
import type { NewAttribute } from './write/graph-writer.ts';

type Clip = (graph: GraphWriter, x: string) => string;

const ML = { domain: 'ai.onnx.ml' };

/** One split at 2, before it a Clip. */
function answersOf(clip: Clip, mode: string, ...rows: readonly number[]): number[] {
  const graph = new GraphWriter();
  const trees: Readonly<Record<string, NewAttribute>> = {
    n_targets: 1,
    nodes_treeids: [0, 0, 0],
    nodes_nodeids: [0, 1, 2],
    nodes_featureids: [0, 0, 0],
    nodes_modes: [mode, 'LEAF', 'LEAF'],
    nodes_values: { floats: [2, 0, 0] },
    nodes_truenodeids: [1, 0, 0],
    nodes_falsenodeids: [2, 0, 0],
    target_treeids: [0, 0],
    target_nodeids: [1, 2],
    target_ids: [0, 0],
    target_weights: { floats: [1, 0] },
  };
  const asked = clip(graph, graph.input('x', FLOAT));
  graph.output(graph.node('TreeEnsembleRegressor', [asked], trees, ML), FLOAT, 1);
  const { forest } = readForeignModel(graph.model('m', '1', { ir: 10, onnx: 21, ml: 3 }));
  return [...predictBatch(forest, Float64Array.from(rows))];
}

const bound = (graph: GraphWriter, value: number) =>
  graph.constant('bound', { dims: [], values: Float32Array.of(value) });

test.each<readonly [string, Clip, readonly number[]]>([
  ['none', (graph, x) => graph.node('Clip', [x]), [1, 1, 0]],
  ['a least one', (graph, x) => graph.node('Clip', [x, bound(graph, 3)]), [0, 0, 0]],
  ['a largest one', (graph, x) => graph.node('Clip', [x, '', bound(graph, 1)]), [1, 1, 1]],
  ['no largest one', (graph, x) => graph.node('Clip', [x, bound(graph, 1), '']), [1, 1, 0]],
  [
    'a largest one, before 11',
    (graph, x) => graph.node('Clip', [x], { max: { float: 1 } }),
    [1, 1, 1],
  ],
  [
    'a least one, before 11',
    (graph, x) => graph.node('Clip', [x], { min: { float: 3 } }),
    [0, 0, 0],
  ],
])('a Clip with %s', (_, clip, expected) => {
  expect(answersOf(clip, 'BRANCH_LEQ', -1, 2, 1e300)).toEqual(expected);
});

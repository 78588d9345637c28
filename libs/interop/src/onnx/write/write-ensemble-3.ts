/** TreeEnsembleRegressor of ai.onnx.ml 3: a leaf has a number for each score, sums come out as float32. */
import { scoreCount, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { GraphWriter } from './graph-writer.ts';
import { isLeaf, rowOf, splitAt } from './trees.ts';
import type { TreeInputs } from './trees.ts';

export function writeEnsemble3(graph: GraphWriter, forest: Forest, inputs: TreeInputs): string {
  const { isFloat, rows } = inputs;
  const nodes = {
    trees: [],
    ids: [],
    features: [],
    modes: [],
    values: [],
    yes: [],
    no: [],
    missing: [],
  } as Lists;
  const weights: Weights = { trees: [], ids: [], targets: [], values: [] };
  const addNode = (tree: number, id: number, mode: string) => {
    nodes.trees.push(tree);
    nodes.ids.push(id);
    nodes.modes.push(mode);
  };
  const addLeaf = (tree: number, id: number, row: Iterable<number>, first: number) => {
    addNode(tree, id, 'LEAF');
    for (const list of [nodes.features, nodes.values, nodes.yes, nodes.no, nodes.missing])
      list.push(0);
    let target = first;
    for (const value of row) {
      weights.trees.push(tree);
      weights.ids.push(id);
      weights.targets.push(target++);
      weights.values.push(value);
    }
  };
  const bases =
    forest.treeOutput.length > 0
      ? [...forest.baseScore].map((base) => [base])
      : forest.baseScore.length > 0
        ? [forest.baseScore]
        : [];
  bases.forEach((row, score) => {
    addLeaf(score, 0, row, score);
  });
  for (let t = 0; t < treeCount(forest); t++) {
    const tree = bases.length + t;
    const start = forest.treeStart[t]!;
    for (let node = start; node < forest.treeStart[t + 1]!; node++) {
      const id = node - start;
      if (isLeaf(forest, node)) {
        addLeaf(tree, id, rowOf(forest, node), forest.treeOutput[t] ?? 0);
        continue;
      }
      const { column, value, missingLeft, left, right } = splitAt(forest, node, inputs);
      addNode(tree, id, 'BRANCH_LEQ');
      nodes.features.push(column);
      nodes.values.push(value);
      nodes.missing.push(Number(missingLeft));
      nodes.yes.push(left - start);
      nodes.no.push(right - start);
    }
  }
  return graph.node(
    'TreeEnsembleRegressor',
    [rows],
    {
      n_targets: scoreCount(forest),
      nodes_treeids: nodes.trees,
      nodes_nodeids: nodes.ids,
      nodes_featureids: nodes.features,
      nodes_modes: nodes.modes,
      nodes_truenodeids: nodes.yes,
      nodes_falsenodeids: nodes.no,
      nodes_missing_value_tracks_true: nodes.missing,
      target_treeids: weights.trees,
      target_nodeids: weights.ids,
      target_ids: weights.targets,
      ...numbersOf('nodes_values', nodes.values, isFloat),
      ...numbersOf('target_weights', weights.values, isFloat),
    },
    { domain: 'ai.onnx.ml', name: 'sums' },
  );
}

interface Weights {
  readonly trees: number[];
  readonly ids: number[];
  readonly targets: number[];
  readonly values: number[];
}

interface Lists {
  readonly trees: number[];
  readonly ids: number[];
  readonly features: number[];
  readonly modes: string[];
  readonly values: number[];
  readonly yes: number[];
  readonly no: number[];
  readonly missing: number[];
}

function numbersOf(name: string, values: readonly number[], isFloat: boolean) {
  return isFloat
    ? { [name]: { floats: values } }
    : {
        [`${name}_as_tensor`]: {
          tensor: { dims: [values.length], values: Float64Array.from(values) },
        },
      };
}

/** TreeEnsembleRegressor of ai.onnx.ml 3: a leaf has a number for each score, sums come out as float32. */
import { CATEGORICAL, scoreCount, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { option } from '@lambda-forest/text';

import { UnsayableModelError } from '../../errors.ts';
import { MODES } from '../ensemble.ts';
import type { GraphWriter } from './graph-writer.ts';
import { isLeaf, rowOf, splitAt } from './trees.ts';

/** @throws {UnsayableModelError} for splits by categories, which these operators do not have */
export function writeEnsemble3(
  graph: GraphWriter,
  forest: Forest,
  rows: string,
  isFloat: boolean,
): string {
  if (forest.flags.some((flag) => (flag & CATEGORICAL) !== 0))
    throw new UnsayableModelError(
      'Found splits by categories, which operators of ONNX before opset 21 do not have.',
      `Leave ${option('opset')} out.`,
    );
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
      const split = splitAt(forest, node, isFloat);
      addNode(tree, id, `BRANCH_${MODES[split.mode]}`);
      nodes.features.push(split.feature);
      nodes.values.push(split.value);
      nodes.missing.push(Number(split.missingPasses));
      nodes.yes.push(split.yes - start);
      nodes.no.push(split.no - start);
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

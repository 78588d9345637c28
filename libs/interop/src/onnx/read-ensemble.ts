/** TreeEnsembleClassifier and TreeEnsembleRegressor of ai.onnx.ml 1 to 4 (onnx/defs/traditionalml/defs.cc). */
import { count, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { nameOf } from './attributes.ts';
import type { Attributes } from './attributes.ts';
import { MODES, TRANSFORMS } from './ensemble.ts';
import type { Ensemble, EnsembleTree, Leaf, Mode, Test, Transform } from './ensemble.ts';
import { DOUBLE, FLOAT } from './proto.ts';

/** @param isDouble whether the input is float64 */
export function readEnsemble(attributes: Attributes, isDouble: boolean): Ensemble {
  const where = nameOf(attributes.node);
  const { operator = '' } = attributes.node;
  const isClassifier = operator === 'TreeEnsembleClassifier';
  const numbers = numbersReader(attributes, isDouble);
  const what = isClassifier ? 'class' : 'target';
  const texts = isClassifier ? attributes.texts('classlabels_strings') : [];
  const codes = isClassifier ? attributes.wholes('classlabels_int64s') : [];
  const classes = texts.length > 0 ? texts : codes.map(String);
  const targets = isClassifier ? classes.length : attributes.whole('n_targets', 1);
  attributes.ignore('nodes_hitrates', 'nodes_hitrates_as_tensor');
  const nodes: Columns = {
    trees: attributes.wholes('nodes_treeids'),
    ids: attributes.wholes('nodes_nodeids'),
    features: attributes.wholes('nodes_featureids'),
    modes: attributes.texts('nodes_modes'),
    values: numbers('nodes_values'),
    yes: attributes.wholes('nodes_truenodeids'),
    no: attributes.wholes('nodes_falsenodeids'),
    missing: attributes.wholes('nodes_missing_value_tracks_true'),
  };
  const weights: Weights = {
    trees: attributes.wholes(`${what}_treeids`),
    ids: attributes.wholes(`${what}_nodeids`),
    targets: attributes.wholes(`${what}_ids`),
    values: numbers(`${what}_weights`),
  };
  const ensemble = {
    where,
    operator,
    isClassifier,
    isDouble,
    targets,
    isAverage: aggregateOf(attributes.text('aggregate_function', 'SUM'), where) === 'AVERAGE',
    base: numbers('base_values'),
    transform: transformOf(attributes.text('post_transform', 'NONE'), where),
    classes: isClassifier ? classes : undefined,
  };
  attributes.end();
  return { ...ensemble, trees: treesOf(nodes, weights, targets, where) };
}

interface Columns {
  readonly trees: readonly number[];
  readonly ids: readonly number[];
  readonly features: readonly number[];
  readonly modes: readonly string[];
  readonly values: readonly number[];
  readonly yes: readonly number[];
  readonly no: readonly number[];
  /** Empty: no missing value passes. */
  readonly missing: readonly number[];
}

interface Weights {
  readonly trees: readonly number[];
  readonly ids: readonly number[];
  readonly targets: readonly number[];
  readonly values: readonly number[];
}

/** Numbers of an attribute that may be a list of float32, or a tensor in the type of the input. */
function numbersReader(attributes: Attributes, isDouble: boolean) {
  return (name: string): readonly number[] => {
    const tensor = attributes.tensor(`${name}_as_tensor`);
    const list = attributes.numbers(name);
    if (tensor === undefined) return list;
    if (tensor.type !== (isDouble ? DOUBLE : FLOAT) || list.length > 0)
      throw damaged(
        `Found ${name} of ${nameOf(attributes.node)} twice, or in another type than its input.`,
      );
    return tensor.numbers;
  };
}

export function aggregateOf(name: string, where: string): 'SUM' | 'AVERAGE' {
  if (name === 'SUM' || name === 'AVERAGE') return name;
  throw new ForeignModelError(
    `Found the aggregate ${quote(name)} of ${where}, expected SUM or AVERAGE.`,
    'Train a model whose trees add up.',
  );
}

export function transformOf(name: string, where: string): Transform {
  const transform = TRANSFORMS.find((known) => known === name);
  if (transform !== undefined && transform !== 'SOFTMAX_ZERO' && transform !== 'PROBIT')
    return transform;
  throw new ForeignModelError(
    `Found the post_transform ${quote(name)} of ${where}, expected NONE, SOFTMAX or LOGISTIC.`,
    'Convert the model with one of them.',
  );
}

/** Trees follow each other, each with its root first. */
function treesOf(nodes: Columns, weights: Weights, targets: number, where: string): EnsembleTree[] {
  const nodeCount = nodes.trees.length;
  const { missing, ...others } = nodes;
  for (const [name, { length }] of Object.entries(others)) {
    if (length !== nodeCount)
      throw damaged(`Found ${length} ${name} of ${count(nodeCount, 'node')} in ${where}.`);
  }
  if (missing.length > 0 && missing.length !== nodeCount)
    throw damaged(
      `Found missing value tracks of ${missing.length} of ${count(nodeCount, 'node')} in ${where}.`,
    );
  const runs: { readonly start: number; readonly places: Map<number, number> }[] = [];
  const runOf = new Map<number, number>();
  nodes.trees.forEach((tree, i) => {
    if (i === 0 || tree !== nodes.trees[i - 1]) {
      if (runOf.has(tree)) throw damaged(`Found tree ${tree} in two places of ${where}.`);
      runOf.set(tree, runs.length);
      runs.push({ start: i, places: new Map() });
    }
    const { start, places } = runs.at(-1)!;
    if (places.has(nodes.ids[i]!))
      throw damaged(`Found node ${nodes.ids[i]} of tree ${tree} twice in ${where}.`);
    places.set(nodes.ids[i]!, i - start);
  });
  const leaves = leavesOf(weights, nodeCount, targets, where, (tree, id) => {
    const run = runs[runOf.get(tree) ?? -1];
    const place = run?.places.get(id);
    return run === undefined || place === undefined ? undefined : run.start + place;
  });
  return runs.map(({ start, places }) => ({
    count: places.size,
    nodeAt: (index) => nodeOf(nodes, leaves, start + index, places, where),
  }));
}

/** Weights stand in one list, those of a leaf behind each other: there may be millions. */
function leavesOf(
  { trees, ids, targets, values }: Weights,
  nodes: number,
  targetCount: number,
  where: string,
  find: (tree: number, id: number) => number | undefined,
): (place: number) => Leaf {
  const { length } = trees;
  if (ids.length !== length || targets.length !== length || values.length !== length)
    throw damaged(
      `Found ${count(values.length, 'weight')} for ${count(length, 'leaf', 'leaves')} in ${where}.`,
    );
  const places = Uint32Array.from(trees, (tree, i) => {
    const place = find(tree, ids[i]!);
    const target = targets[i]!;
    if (place !== undefined && target >= 0 && target < targetCount) return place;
    throw damaged(`Found a weight of node ${ids[i]} for target ${target} in ${where}.`);
  });
  const ends = new Uint32Array(nodes + 1);
  for (const place of places) ends[place + 1]!++;
  for (let place = 0; place < nodes; place++) ends[place + 1]! += ends[place]!;
  const starts = ends.slice();
  const order = new Uint32Array(length);
  places.forEach((place, i) => (order[ends[place]!++] = i));
  return (place) => {
    const weights = Array.from(
      order.subarray(starts[place], starts[place + 1]),
      (i) => [targets[i]!, values[i]!] as const,
    );
    if (new Set(weights.map(([target]) => target)).size === weights.length) return { weights };
    throw damaged(`Found two weights of a node for one target in ${where}.`);
  };
}

function nodeOf(
  { features, modes, values, yes, no, missing }: Columns,
  leaves: (place: number) => Leaf,
  at: number,
  places: ReadonlyMap<number, number>,
  where: string,
): Test | Leaf {
  const mode = modes[at]!;
  if (mode === 'LEAF') return leaves(at);
  return {
    feature: features[at]!,
    mode: modeOf(mode.replace(/^BRANCH_/, ''), where),
    values: [values[at]!],
    missingPasses: (missing[at] ?? 0) !== 0,
    yes: places.get(yes[at]!) ?? -1,
    no: places.get(no[at]!) ?? -1,
  };
}

function modeOf(name: string, where: string): Mode {
  const mode = MODES.find((known) => known === name);
  if (mode !== undefined && mode !== 'MEMBER') return mode;
  const known = MODES.filter((each) => each !== 'MEMBER').map((each) => `BRANCH_${each}`);
  throw damaged(
    `Found the mode ${quote(name)} of a node in ${where}, expected one of ${known.join(', ')}.`,
  );
}

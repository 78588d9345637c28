/** TreeEnsemble of ai.onnx.ml 5, whose trees share their nodes and leaves. */
import { damaged } from '../errors.ts';
import { nameOf } from './attributes.ts';
import type { Attributes } from './attributes.ts';
import { MODES, TRANSFORMS } from './ensemble.ts';
import type { Ensemble, EnsembleTree, Leaf, Test } from './ensemble.ts';
import { DOUBLE, FLOAT, UINT8 } from './proto.ts';
import { aggregateOf, transformOf } from './read-ensemble.ts';

const AGGREGATES = ['AVERAGE', 'SUM', 'MIN', 'MAX'] as const;

/** @param isDouble whether the input is float64 */
export function readEnsemble5(attributes: Attributes, isDouble: boolean): Ensemble {
  const where = nameOf(attributes.node);
  const numbers = (name: string, type: number, optional = false): readonly number[] => {
    const tensor = attributes.tensor(name);
    if (tensor === undefined && optional) return [];
    if (tensor?.type !== type)
      throw damaged(`Found ${name} of ${where} in another type than its input, or not at all.`);
    return tensor.numbers;
  };
  const type = isDouble ? DOUBLE : FLOAT;
  attributes.ignore('nodes_hitrates');
  const nodes: Nodes = {
    features: attributes.wholes('nodes_featureids'),
    modes: numbers('nodes_modes', UINT8),
    splits: numbers('nodes_splits', type),
    yes: attributes.wholes('nodes_truenodeids'),
    yesLeaf: attributes.wholes('nodes_trueleafs'),
    no: attributes.wholes('nodes_falsenodeids'),
    noLeaf: attributes.wholes('nodes_falseleafs'),
    missing: attributes.wholes('nodes_missing_value_tracks_true'),
    members: [],
    leafTargets: attributes.wholes('leaf_targetids'),
    leafWeights: numbers('leaf_weights', type),
  };
  const targets = attributes.whole('n_targets', 1);
  const members = membersOf(nodes.modes, numbers('membership_values', type, true), where);
  const roots = attributes.wholes('tree_roots');
  const ensemble = {
    where,
    operator: 'TreeEnsemble',
    isClassifier: false,
    isDouble,
    targets,
    isAverage:
      aggregateOf(AGGREGATES[attributes.whole('aggregate_function', 1)] ?? '', where) === 'AVERAGE',
    base: [],
    transform: transformOf(TRANSFORMS[attributes.whole('post_transform', 0)] ?? '', where),
  };
  attributes.end();
  requireLengths(nodes, targets, where);
  const whole = { ...nodes, members };
  let placesLeft = 2 * nodes.features.length + roots.length; // as many as trees have without a shared node
  const trees = roots.map((root) => {
    const tree = treeOf(whole, root, where, placesLeft);
    placesLeft -= tree.count;
    return tree;
  });
  return { ...ensemble, trees };
}

interface Nodes {
  readonly features: readonly number[];
  readonly modes: readonly number[];
  readonly splits: readonly number[];
  readonly yes: readonly number[];
  /** Whether `yes` is a leaf, else a node. */
  readonly yesLeaf: readonly number[];
  readonly no: readonly number[];
  readonly noLeaf: readonly number[];
  readonly missing: readonly number[];
  /** By node: what MEMBER looks for. */
  readonly members: readonly (readonly number[])[];
  readonly leafTargets: readonly number[];
  readonly leafWeights: readonly number[];
}

function requireLengths(nodes: Nodes, targets: number, where: string): void {
  const { features, modes, splits, yes, yesLeaf, no, noLeaf, missing } = nodes;
  const { leafTargets, leafWeights } = nodes;
  const count = features.length;
  const isWhole =
    [modes, splits, yes, yesLeaf, no, noLeaf].every(({ length }) => length === count) &&
    (missing.length === 0 || missing.length === count) &&
    leafTargets.length === leafWeights.length &&
    leafTargets.every((target) => target >= 0 && target < targets);
  if (!isWhole) throw damaged(`Found lists of different lengths, or unknown targets, in ${where}.`);
}

/** One list after the other, each ended by NaN. */
function membersOf(
  modes: readonly number[],
  values: readonly number[],
  where: string,
): readonly number[][] {
  let at = 0;
  const lists = modes.map((mode) => {
    const list: number[] = [];
    if (MODES[mode] !== 'MEMBER') return list;
    for (; at < values.length && !Number.isNaN(values[at]); at++) list.push(values[at]!);
    at++;
    return list;
  });
  if (at < values.length || at > values.length + 1)
    throw damaged(`Found membership_values of ${where} that do not fit its nodes.`);
  return lists;
}

/** Its nodes get numbers of their own, the root 0. A tree without a split is a node with the same leaf on both sides. */
function treeOf(nodes: Nodes, root: number, where: string, most: number): EnsembleTree {
  const { yes, yesLeaf, no, noLeaf } = nodes;
  const count = yes.length;
  const total = count + nodes.leafWeights.length;
  const place = (child: number, isLeaf: number) =>
    isLeaf === 0 ? child : child < 0 ? -1 : count + child;
  const isOneLeaf = yesLeaf[root] === 1 && noLeaf[root] === 1 && yes[root] === no[root];
  const places = [isOneLeaf ? place(yes[root]!, 1) : root];
  const children: number[] = [];
  for (let i = 0; i < places.length; i++) {
    const at = places[i]!;
    children.push(places.length);
    if (!Number.isInteger(at) || at < 0 || at >= total || (at >= count && i === 0 && !isOneLeaf))
      throw damaged(`Found a root or child that is no node or leaf of ${where}.`);
    if (at >= count) continue;
    places.push(place(yes[at]!, yesLeaf[at]!), place(no[at]!, noLeaf[at]!));
    if (places.length > most)
      throw damaged(`Found nodes below each other, or below several roots, in ${where}.`);
  }
  return {
    count: places.length,
    nodeAt: (index) => nodeOf(nodes, places[index]!, children[index]!, where),
  };
}

function nodeOf(nodes: Nodes, at: number, children: number, where: string): Test | Leaf {
  const { features, modes, splits, missing, members, leafTargets, leafWeights } = nodes;
  const count = features.length;
  if (at >= count) return { weights: [[leafTargets[at - count]!, leafWeights[at - count]!]] };
  const mode = MODES[modes[at]!];
  if (mode === undefined)
    throw damaged(
      `Found the mode ${modes[at]} of a node in ${where}, expected 0 to ${MODES.length - 1}.`,
    );
  return {
    feature: features[at]!,
    mode,
    values: mode === 'MEMBER' ? members[at]! : [splits[at]!],
    missingPasses: (missing[at] ?? 0) !== 0,
    yes: children,
    no: children + 1,
  };
}

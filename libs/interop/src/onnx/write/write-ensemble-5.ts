/** TreeEnsemble of ai.onnx.ml 5, whose leaves have one number each, in the type of the input. */
import { rowWidth, scoreCount, treeCount } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import { MODES } from '../ensemble.ts';
import { INT64 } from '../proto.ts';
import type { GraphWriter } from './graph-writer.ts';
import { isLeaf, rowOf, splitAt } from './trees.ts';
import type { TreeInputs } from './trees.ts';

const SUM = 1;

/**
 * @returns sums for each score. They start from a tree of one leaf, where they start from a base score
 */
export function writeEnsemble5(graph: GraphWriter, forest: Forest, inputs: TreeInputs): string {
  const { isFloat, rows } = inputs;
  const width = rowWidth(forest);
  const hasRows = width > 1;
  const nodes = new NodeList(inputs);
  const table = [...forest.values];
  if (hasRows && forest.baseScore.length > 0) {
    nodes.addLeafTree(0, table.length / width);
    table.push(...forest.baseScore);
  } else {
    forest.baseScore.forEach((base, score) => {
      nodes.addLeafTree(score, base);
    });
  }
  const first = nodes.treeCount;
  for (let t = 0; t < treeCount(forest); t++) {
    nodes.addTree(forest, t, hasRows ? first + t : (forest.treeOutput[t] ?? 0), hasRows);
  }
  const targets = hasRows ? nodes.treeCount : scoreCount(forest);
  const found = graph.node('TreeEnsemble', [rows], nodes.attributes(targets), {
    domain: 'ai.onnx.ml',
    name: hasRows ? 'leaves' : 'sums',
  });
  if (!hasRows) return found;
  // A leaf of a row for all scores has the row's number: the rows are gathered and added up.
  const indices = graph.node('Cast', [found], { to: INT64 });
  const values = isFloat ? Float32Array.from(table) : Float64Array.from(table);
  const dims = [table.length / width, width];
  const gathered = graph.node('Gather', [graph.constant('rows', { dims, values }), indices], {
    axis: 0,
  });
  const axes = graph.constant('trees', { dims: [1], values: BigInt64Array.of(1n) });
  return graph.node('ReduceSum', [gathered, axes], { keepdims: 0 });
}

/**
 * Nodes and leaves of all trees. A tree without a split is a node with equal leaves on both sides: with one leaf for
 * both, as the operator allows, onnxruntime up to 1.29 takes another tree's leaf.
 */
class NodeList {
  readonly #inputs: TreeInputs;
  readonly #roots: number[] = [];
  readonly #features: number[] = [];
  readonly #values: number[] = [];
  readonly #missing: number[] = [];
  readonly #yes: number[] = [];
  readonly #yesLeaf: number[] = [];
  readonly #no: number[] = [];
  readonly #noLeaf: number[] = [];
  readonly #leafTargets: number[] = [];
  readonly #leafWeights: number[] = [];

  constructor(inputs: TreeInputs) {
    this.#inputs = inputs;
  }

  get treeCount(): number {
    return this.#roots.length;
  }

  addLeafTree(target: number, weight: number): void {
    this.#roots.push(this.#features.length);
    this.#addNode(0, 0, 0);
    this.#yes.push(this.#addLeaf(target, weight));
    this.#no.push(this.#addLeaf(target, weight));
    this.#yesLeaf.push(1);
    this.#noLeaf.push(1);
  }

  /** @param hasRows whether a leaf has the number of its row, else the one number of it */
  addTree(forest: Forest, t: number, target: number, hasRows: boolean): void {
    const start = forest.treeStart[t]!;
    const end = forest.treeStart[t + 1]!;
    const weightOf = (leaf: number) => (hasRows ? forest.next[leaf]! : rowOf(forest, leaf)[0]!);
    if (isLeaf(forest, start)) {
      this.addLeafTree(target, weightOf(start));
      return;
    }
    this.#roots.push(this.#features.length);
    const places = new Int32Array(end - start); // of a split among nodes, of a leaf among leaves
    let splits = this.#features.length;
    for (let node = start; node < end; node++) {
      places[node - start] = isLeaf(forest, node)
        ? this.#addLeaf(target, weightOf(node))
        : splits++;
    }
    for (let node = start; node < end; node++) {
      if (isLeaf(forest, node)) continue;
      const { column, value, missingLeft, left, right } = splitAt(forest, node, this.#inputs);
      this.#addNode(column, value, Number(missingLeft));
      this.#yes.push(places[left - start]!);
      this.#no.push(places[right - start]!);
      this.#yesLeaf.push(Number(isLeaf(forest, left)));
      this.#noLeaf.push(Number(isLeaf(forest, right)));
    }
  }

  attributes(targets: number) {
    const numbers = (values: readonly number[]) => ({
      tensor: {
        dims: [values.length],
        values: this.#inputs.isFloat ? Float32Array.from(values) : Float64Array.from(values),
      },
    });
    const count = this.#features.length;
    const modes = { dims: [count], values: new Uint8Array(count).fill(MODES.indexOf('LEQ')) };
    return {
      n_targets: targets,
      aggregate_function: SUM,
      post_transform: 0,
      tree_roots: this.#roots,
      nodes_featureids: this.#features,
      nodes_modes: { tensor: modes },
      nodes_splits: numbers(this.#values),
      nodes_missing_value_tracks_true: this.#missing,
      nodes_truenodeids: this.#yes,
      nodes_trueleafs: this.#yesLeaf,
      nodes_falsenodeids: this.#no,
      nodes_falseleafs: this.#noLeaf,
      leaf_targetids: this.#leafTargets,
      leaf_weights: numbers(this.#leafWeights),
    };
  }

  #addNode(column: number, value: number, missing: number): void {
    this.#features.push(column);
    this.#values.push(value);
    this.#missing.push(missing);
  }

  #addLeaf(target: number, weight: number): number {
    this.#leafTargets.push(target);
    this.#leafWeights.push(weight);
    return this.#leafTargets.length - 1;
  }
}

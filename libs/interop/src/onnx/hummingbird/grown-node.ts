/** Trees that hummingbird has written as tables and matrices, as they are found test by test. */
import type { Column } from '../columns.ts';
import type { EnsembleTree, Leaf, Mode, Test } from '../ensemble.ts';

/** A test that names its column itself. NaN never passes. */
export interface ColumnTest {
  readonly column: Column;
  readonly mode: Mode;
  readonly limit: number;
}

/** Comparisons by operator, of a column with a constant. */
export const COMPARISONS: Readonly<Record<string, Mode>> = {
  LessOrEqual: 'LEQ',
  Less: 'LT',
  GreaterOrEqual: 'GTE',
  Greater: 'GT',
};

export interface GrownNode {
  readonly tree: number;
  branch?: { readonly test: ColumnTest; readonly yes: GrownNode; readonly no: GrownNode };
  /** Of a leaf, the row of the table of weights. */
  row?: number;
}

/** @returns undefined if the node has a test already, or is a leaf */
export function split(node: GrownNode, test: ColumnTest): [GrownNode, GrownNode] | undefined {
  if (node.branch !== undefined || node.row !== undefined) return undefined;
  const { tree } = node;
  node.branch = { test, yes: { tree }, no: { tree } };
  return [node.branch.yes, node.branch.no];
}

/**
 * The tree below a root. A test whose sides answer the same, such as those that fill a tree up to its depth, is left out.
 *
 * @param featureOf the number of a column
 */
export function treeOf(
  root: GrownNode,
  weightsOf: (row: number) => Leaf['weights'],
  featureOf: (column: Column) => number,
): EnsembleTree {
  const below = nodesBelow(root);
  const isSame = (one: number, other: number) =>
    one === other || weightsOf(one).every(([, weight], i) => weight === weightsOf(other)[i]![1]);
  for (const node of below.toReversed()) {
    const { yes, no } = node.branch ?? {};
    if (yes?.row === undefined || no?.row === undefined || !isSame(yes.row, no.row)) continue;
    node.row = yes.row;
    delete node.branch;
  }
  const nodes = nodesBelow(root);
  const places = new Map(nodes.map((node, place) => [node, place]));
  return {
    count: nodes.length,
    nodeAt: (index): Test | Leaf => {
      const { branch, row = 0 } = nodes[index]!;
      if (branch === undefined) return { weights: weightsOf(row) };
      const { test, yes, no } = branch;
      return {
        feature: featureOf(test.column),
        mode: test.mode,
        values: [test.limit],
        missingPasses: false,
        yes: places.get(yes)!,
        no: places.get(no)!,
      };
    },
  };
}

/** Each before those below it. */
function nodesBelow(root: GrownNode): GrownNode[] {
  const nodes = [root];
  for (let i = 0; i < nodes.length; i++) {
    const { branch } = nodes[i]!;
    if (branch !== undefined) nodes.push(branch.yes, branch.no);
  }
  return nodes;
}

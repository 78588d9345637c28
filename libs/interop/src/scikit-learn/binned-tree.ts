/**
 * Trees that split the columns of single bins: a number is in one or not, which no one threshold says. Such a split
 * becomes two. What is below its one side is there twice then, but for splits that the way there has decided already.
 *
 *     bin 2 of age?  no: A, yes: B     becomes     age <= 30?  yes: A, no: age <= 45?  yes: B, no: A
 */
import type { ForestBuilder, Split } from '@lambda-forest/forest';
import { formatInteger } from '@lambda-forest/text';

import { ForeignModelError } from '../errors.ts';
import { requireNode, requireShallow } from '../preorder.ts';
import type { ForeignNode } from '../preorder.ts';

/** What a node of a tree may become, on average over the tree. Deep trees of 8 columns with 5 bins each make 4. */
const MAX_NODES_EACH = 32;

/** A split of a column of bins. */
export interface Bins {
  /** The column of the table. */
  readonly feature: number;
  /** The largest number in each bin but the last, ascending. */
  readonly ends: readonly number[];
  readonly isLeft: (bin: number) => boolean;
  /** Undefined if a missing value is refused. */
  readonly missingLeft: boolean | undefined;
}

interface BinnedTree {
  readonly count: number;
  readonly nodeAt: (index: number) => ForeignNode;
  /** A node that splits no bins, on the table. */
  readonly nodeOf: (node: ForeignNode) => ForeignNode;
  readonly binsOf: (split: Split) => Bins | undefined;
}

/** What splits above have decided of a column of the table: it is above one number, and at most another. */
interface Range {
  readonly above: number;
  readonly upTo: number;
  readonly mayMiss: boolean;
}

const ALL: Range = { above: -Infinity, upTo: Infinity, mayMiss: true };

type Ranges = ReadonlyMap<number, Range>;

interface Place {
  readonly index: number;
  readonly depth: number;
  readonly ranges: Ranges;
}

/** Neighbouring bins that go to one side. */
interface Run extends Range {
  readonly child: number;
}

/** Splits between runs, and the place where what is left of them begins. */
interface Chain {
  readonly feature: number;
  readonly runs: readonly Run[];
  readonly depth: number;
  readonly ranges: Ranges;
}

/** @throws {ForeignModelError} for a child that is no node, or a tree that becomes too deep or too large */
export function addBinnedTree(builder: ForestBuilder, where: string, tree: BinnedTree): void {
  const { count, nodeAt, nodeOf, binsOf } = tree;
  let left = MAX_NODES_EACH * count;
  const addSplit = (split: Split) => {
    if (left-- <= 0) throw tooLarge(where, count);
    builder.addSplit(split);
  };
  const open: (Place | Chain)[] = [{ index: 0, depth: 0, ranges: new Map() }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    requireShallow(next.depth, where);
    if ('runs' in next) {
      open.push(...begun(addSplit, next));
      continue;
    }
    const { index, depth, ranges } = next;
    requireNode(index, count, where);
    const node = nodeAt(index);
    const bins = 'leaf' in node ? undefined : binsOf(node.split);
    if ('split' in node && bins !== undefined) {
      const runs = runsOf(bins, ranges.get(bins.feature) ?? ALL, node);
      open.push({ feature: bins.feature, runs, depth: depth + 1, ranges });
      continue;
    }
    const given = nodeOf(node);
    if ('leaf' in given) builder.addLeaf(given.leaf, undefined, given.terms);
    else {
      addSplit(given.split);
      open.push({ index: given.right, depth: depth + 1, ranges });
      open.push({ index: given.left, depth: depth + 1, ranges });
    }
  }
}

/** The first split of a chain, and what is below it, the left child last; of one run, only that. */
function begun(
  addSplit: (split: Split) => void,
  { feature, runs, depth, ranges }: Chain,
): (Place | Chain)[] {
  const [first, ...others] = runs;
  const { child: index, ...range } = first!;
  const place = { index, depth, ranges: new Map(ranges).set(feature, range) };
  if (others.length === 0) return [place];
  addSplit({ feature, threshold: first!.upTo, missingLeft: first!.mayMiss });
  return [{ feature, runs: others, depth: depth + 1, ranges }, place];
}

/** By their numbers, ascending; one of no numbers, for missing values alone, comes first. */
function runsOf(
  { ends, isLeft, missingLeft }: Bins,
  { above, upTo, mayMiss }: Range,
  { left, right }: { readonly left: number; readonly right: number },
): Run[] {
  const runs: Run[] = [];
  for (let bin = 0; bin <= ends.length; bin++) {
    const from = Math.max(above, ends[bin - 1] ?? -Infinity);
    const to = Math.min(upTo, ends[bin] ?? Infinity);
    if (!(from < to)) continue;
    const child = isLeft(bin) ? left : right;
    const last = runs.at(-1);
    if (last?.child === child) runs[runs.length - 1] = { ...last, upTo: to };
    else runs.push({ above: from, upTo: to, mayMiss: false, child });
  }
  if (!mayMiss || missingLeft === undefined)
    return runs.length > 0 ? runs : [{ above, upTo, mayMiss, child: left }]; // no row comes here
  const missingChild = missingLeft ? left : right;
  const place = runs.findIndex(({ child }) => child === missingChild);
  if (place === -1)
    return [{ above: -Infinity, upTo: -Infinity, mayMiss: true, child: missingChild }, ...runs];
  return runs.with(place, { ...runs[place]!, mayMiss: true });
}

function tooLarge(where: string, nodes: number): ForeignModelError {
  return new ForeignModelError(
    `Found splits of single bins that make ${where} more than ${MAX_NODES_EACH} times as large as its ${formatInteger(nodes)} nodes, expected fewer.`,
    'Train it with encode="ordinal" for KBinsDiscretizer, or with smaller trees.',
  );
}

import { CATEGORICAL, LEAF, MISSING_LEFT, UNSEEN_APART, ZERO_MISSING } from '@lambda-forest/forest';
import type { Forest, ThresholdTables } from '@lambda-forest/forest';

import { bitsAt } from './bit-reader.ts';
import type { BitReader } from './bit-reader.ts';
import { bitsFor } from './bits.ts';
import { fieldWidths, leafCount, shorterLeafCodes } from './forest-layout.ts';
import type { FieldWidths, ForestLayout } from './forest-layout.ts';
import type { PureRows } from './leaf-rows.ts';
import { refuse, refuseIf } from './refuse.ts';

type NodeArrays = Pick<
  Forest,
  'treeStart' | 'treeOutput' | 'feature' | 'threshold' | 'next' | 'flags'
> & { readonly ranks: Uint32Array };

/** In `next` of a split that waits for its right child: no other split waits. */
const NONE = 0xffff_ffff;

/** Bits read at once for a node: its structure, and a split's feature and flags. */
const HEAD_BITS = 25;

/**
 * The most bits of a feature, which leaves room for the rest of the head. No file has room for the schema of
 * so many features.
 */
const MAX_FEATURE_BITS = HEAD_BITS - 3;

/**
 * Reads the node stream into trees that are valid as `validateForest` says: every index is in range, and
 * children are where preorder puts them. The ranks of their thresholds are those of `ThresholdTables`.
 *
 * @throws {ModelCorruptedError} for an index out of range, trees that do not end, or an encoding that is
 *   not the one of its forest
 */
export function decodeNodes(
  bits: BitReader,
  layout: ForestLayout,
  tables: ThresholdTables,
  pure: PureRows,
  featureCount: number,
  scores: number,
): NodeArrays {
  const { nodes, trees, combination } = layout;
  const stream = nodeStream(bits, layout, tables, pure, featureCount);
  const oneScoreATree = combination?.oneScoreATree === true;
  const arrays = {
    treeStart: new Uint32Array(trees + 1),
    treeOutput: new Uint32Array(oneScoreATree ? trees : 0),
    feature: new Int32Array(nodes),
    threshold: new Float64Array(nodes),
    ranks: new Uint32Array(nodes),
    next: new Uint32Array(nodes),
    flags: new Uint8Array(nodes),
  };
  for (let tree = 1; tree <= trees; tree++) {
    if (oneScoreATree) arrays.treeOutput[tree - 1] = readScore(stream, scores);
    readTree(stream, arrays);
    bits.moveTo(stream.at);
    arrays.treeStart[tree] = stream.node;
  }
  requireOneEncoding(stream);
  return arrays;
}

/** The score that the next tree adds to. */
function readScore(stream: NodeStream, scores: number): number {
  const { view, start } = stream.bits;
  const width = bitsFor(scores);
  const score = bitsAt(view, start, stream.at, width);
  if (score >= scores) refuseIndex('score', score, stream.node, scores);
  stream.at += width;
  return score;
}

/** How nodes are written, and how far they are read. */
interface NodeStream {
  readonly bits: BitReader;
  readonly layout: ForestLayout;
  readonly tables: ThresholdTables;
  readonly pure: PureRows;
  readonly widths: FieldWidths;
  /** Of each feature's thresholds. */
  readonly thresholdWidth: Uint8Array;
  /** The next node, and the bit that it starts at. */
  node: number;
  at: number;
  /** What was met so far: a 1 for each threshold, all flags, leaves with another row than their class's first. */
  readonly isUsed: Uint8Array;
  seenFlags: number;
  others: number;
}

function nodeStream(
  bits: BitReader,
  layout: ForestLayout,
  tables: ThresholdTables,
  pure: PureRows,
  featureCount: number,
): NodeStream {
  const widths = fieldWidths(layout, featureCount, pure.ofClass.length);
  refuseIf(widths.feature > MAX_FEATURE_BITS, `${featureCount} features`, 'fewer');
  return {
    bits,
    layout,
    tables,
    pure,
    widths,
    thresholdWidth: Uint8Array.from(layout.thresholds, bitsFor),
    node: 0,
    at: bits.position,
    isUsed: new Uint8Array(tables.thresholds.length),
    seenFlags: 0,
    others: 0,
  };
}

/**
 * Reads one tree. The splits that wait for their right child form a stack, linked through their own `next` until
 * that is known: the node after a leaf is the right child of the innermost one.
 *
 * A tree is read by one call, so that the engine has compiled it after the first ones; and with few reads,
 * because a cold start runs most of it before that.
 */
function readTree(
  stream: NodeStream,
  { feature, threshold, ranks, next, flags }: NodeArrays,
): void {
  const { bits, widths, thresholdWidth, isUsed } = stream;
  const { view, start: firstByte, length } = bits;
  const { nodes, categorySets, missingLeft, categorical } = stream.layout;
  const { thresholds, start } = stream.tables;
  const { unseenApart = false, zeroMissing = false } = stream.layout.combination ?? {};
  const featureCount = thresholdWidth.length;
  const featureMask = (1 << widths.feature) - 1;
  const headWidth = 1 + widths.feature + Number(missingLeft) + Number(categorical);
  const missingBit = missingLeft ? 1 << (widths.feature + 1) : 0;
  const categoricalBit = categorical ? 1 << (headWidth - 1) : 0;
  let { node, at } = stream;
  let waiting = NONE;
  do {
    if (node >= nodes) refuseIndex('node', node, node, nodes);
    const head = bitsAt(view, firstByte, at, HEAD_BITS);
    if ((head & 1) === 0) {
      at = readLeaf(stream, node, at + 1, feature, next);
      node++;
      if (waiting === NONE) break;
      const parent = waiting;
      waiting = next[parent]!;
      next[parent] = node;
      continue;
    }
    const tested = (head >>> 1) & featureMask;
    if (tested >= featureCount) refuseIndex('feature', tested, node, featureCount);
    let flag = (head & missingBit) === 0 ? 0 : MISSING_LEFT;
    at += headWidth;
    const isCategorical = (head & categoricalBit) !== 0;
    if (isCategorical ? unseenApart : zeroMissing) {
      const odd = isCategorical ? UNSEEN_APART : ZERO_MISSING;
      if (bitsAt(view, firstByte, at++, 1) === 1) flag |= odd;
    }
    if (!isCategorical) {
      const first = start[tested]!;
      const end = start[tested + 1]!;
      const place = first + bitsAt(view, firstByte, at, thresholdWidth[tested]!);
      if (place >= end) refuseIndex('threshold', place - first, node, end - first);
      at += thresholdWidth[tested]!;
      isUsed[place] = 1;
      const value = thresholds[place]!;
      threshold[node] = value;
      // -0 stands before 0 in a table, but is not below it.
      const isSecondZero = value === 0 && place > first && thresholds[place - 1] === 0;
      ranks[node] = place - first - Number(isSecondZero);
    } else {
      const set = bitsAt(view, firstByte, at, widths.categorySet);
      if (set >= categorySets) refuseIndex('category set', set, node, categorySets);
      at += widths.categorySet;
      threshold[node] = set;
      flag |= CATEGORICAL;
    }
    feature[node] = tested;
    flags[node] = flag;
    stream.seenFlags |= flag;
    next[node] = waiting;
    waiting = node++;
  } while (at <= length);
  stream.node = node;
  stream.at = at;
}

/** @returns the bit behind the leaf */
function readLeaf(
  stream: NodeStream,
  node: number,
  start: number,
  feature: Int32Array,
  next: Uint32Array,
): number {
  const { bits, pure, widths } = stream;
  const { rows, leafCodes } = stream.layout;
  const outputs = pure.ofClass.length;
  const classWidth = leafCodes === 'class' ? widths.classCode : 0; // else by number alone
  let at = start;
  let row: number;
  const code = classWidth > 0 ? bitsAt(bits.view, bits.start, at, classWidth) : outputs;
  if (code > outputs) refuseIndex('class', code, node, outputs + 1);
  at += classWidth;
  if (code < outputs) {
    row = pure.ofClass[code]!;
  } else {
    row = bitsAt(bits.view, bits.start, at, widths.row);
    at += widths.row;
    if (pure.codeOf[row] === 0) stream.others++;
    else if (classWidth > 0) refuse(`row ${row} by number at node ${node}`, 'it by its class');
  }
  if (row >= rows) refuseIndex('row', row, node, rows);
  feature[node] = LEAF;
  next[node] = row;
  return at;
}

/** Of a forest there is one encoding, the one that is written. */
function requireOneEncoding({ layout, node, isUsed, seenFlags, others, widths }: NodeStream): void {
  const { nodes, trees, missingLeft, categorical, leafCodes } = layout;
  refuseIf(node !== nodes, `${node} nodes in ${trees} trees`, String(nodes));
  const unused = isUsed.indexOf(0);
  refuseIf(unused !== -1, `threshold ${unused} unused`, 'a split with it');
  const { unseenApart = false, zeroMissing = false } = layout.combination ?? {};
  const flags =
    (missingLeft ? MISSING_LEFT : 0) |
    (categorical ? CATEGORICAL : 0) |
    (unseenApart ? UNSEEN_APART : 0) |
    (zeroMissing ? ZERO_MISSING : 0);
  refuseIf(seenFlags !== flags, `flags ${seenFlags} in the nodes`, String(flags));
  const shorter = shorterLeafCodes(leafCount(layout), others, widths);
  refuseIf(leafCodes !== shorter, `leaves by ${leafCodes}`, `${shorter}: shorter`);
}

function refuseIndex(what: string, found: number, node: number, limit: number): never {
  refuse(`${what} ${found} at node ${node}`, `an index below ${limit}`);
}

import {
  CATEGORICAL,
  flagsOf,
  MISSING_LEFT,
  roomFor,
  testOf,
  UNSEEN_APART,
  ZERO_MISSING,
} from '@lambda-forest/forest';
import type { Forest, NodeCodes, ThresholdTables } from '@lambda-forest/forest';

import { bitsAt } from './bit-reader.ts';
import type { BitReader } from './bit-reader.ts';
import { bitsFor } from './bits.ts';
import { fieldWidths, leafCount, shorterLeafCodes } from './forest-layout.ts';
import type { ForestLayout } from './forest-layout.ts';
import type { PureRows } from './leaf-rows.ts';
import { refuse, refuseIf } from './refuse.ts';

type Trees = Pick<Forest, 'treeStart' | 'treeOutput'> & { readonly nodes: NodeCodes };

/** Bits read at once for a node: its head, and the rest if there is room for it. */
const HEAD_BITS = 25;

/**
 * The most bits of a feature, which leaves room for the rest of the head. No file has room for the schema of
 * so many features.
 */
const MAX_FEATURE_BITS = HEAD_BITS - 4;

/**
 * The most nodes that are read by one call. The engine compiles a function that is called again and again; one that it
 * compiles while a loop of it runs is thrown away behind the loop, where it has never been.
 */
const NODES_A_CALL = 256;

/**
 * Reads the node stream: every index is in range, and each tree ends with the leaf that completes it. The codes of
 * splits are indices into their feature's table.
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
): Trees {
  const { trees, combination } = layout;
  const reader = nodeReader(bits, layout, tables, pure, featureCount);
  const treeStart = new Uint32Array(trees + 1);
  const treeOutput = new Uint32Array(combination?.oneScoreATree === true ? trees : 0);
  for (let tree = 0; tree < trees; tree++) {
    if (treeOutput.length > 0) {
      const score = bits.read(bitsFor(scores));
      if (score >= scores) refuseIndex('score', score, treeStart[tree]!, scores);
      treeOutput[tree] = score;
    }
    treeStart[tree + 1] = reader.readTree();
  }
  return { treeStart, treeOutput, nodes: reader.finish() };
}

interface NodeReader {
  /** Reads the next tree. @returns the node behind it */
  readTree: () => number;
  /** @throws {ModelCorruptedError} unless the nodes that were read are all, in the one encoding of their forest */
  finish: () => NodeCodes;
}

/**
 * What reading needs is constant in one closure, for which the engine compiles it: that is a third faster than members of
 * an object are.
 */
function nodeReader(
  bits: BitReader,
  layout: ForestLayout,
  { start, thresholds }: ThresholdTables,
  pure: PureRows,
  featureCount: number,
): NodeReader {
  const { view, start: firstByte, length } = bits;
  const { nodes, rows, categorySets, missingLeft, categorical } = layout;
  const { unseenApart = false, zeroMissing = false } = layout.combination ?? {};
  const { codeOf, ofClass } = pure;
  const outputs = ofClass.length;
  const widths = fieldWidths(layout, featureCount, outputs);
  refuseIf(widths.feature > MAX_FEATURE_BITS, `${featureCount} features`, 'fewer');
  const { row: rowWidth, categorySet: setWidth } = widths;
  const thresholdWidth = Uint8Array.from(layout.thresholds, bitsFor);
  const featureMask = (1 << widths.feature) - 1;
  const headWidth = 1 + widths.feature + Number(missingLeft) + Number(categorical);
  const missingBit = missingLeft ? 1 << (widths.feature + 1) : 0;
  const categoricalBit = categorical ? 1 << (headWidth - 1) : 0;
  const classWidth = layout.leafCodes === 'class' ? widths.classCode : 0; // else by number alone

  const largestTable = layout.thresholds.reduce((most, count) => Math.max(most, count), 0);
  const tests = roomFor(nodes, testOf(featureCount, 0));
  const codes = roomFor(nodes, Math.max(rows, categorySets, largestTable));
  const isUsed = new Uint8Array(thresholds.length);
  const used = new Uint8Array(testOf(featureCount, 0));
  const categoricalSplits: number[] = [];
  let others = 0; // leaves with another row than their class's first pure one
  let node = 0;
  let at = 0;
  let open = 0; // subtrees of the tree that are not read yet

  /** `width` bits that start `skip` bits behind a node's start; `head` has its first HEAD_BITS, and what follows. */
  function bitsBehind(head: number, from: number, skip: number, width: number): number {
    return skip + width <= HEAD_BITS
      ? (head >>> skip) & ((1 << width) - 1)
      : bitsAt(view, firstByte, from + skip, width);
  }

  /** @returns how many bits a leaf takes */
  function readLeaf(head: number, from: number, leaf: number): number {
    const code = classWidth > 0 ? bitsBehind(head, from, 1, classWidth) : outputs;
    if (code > outputs) refuseIndex('class', code, leaf, outputs + 1);
    let row: number;
    let width = 1 + classWidth;
    if (code < outputs) {
      row = ofClass[code]!;
    } else {
      row = bitsBehind(head, from, width, rowWidth);
      width += rowWidth;
      if (codeOf[row] === 0) others++;
      else if (classWidth > 0) refuse(`row ${row} by number at node ${leaf}`, 'it by its class');
    }
    if (row >= rows) refuseIndex('row', row, leaf, rows);
    codes[leaf] = row;
    return width;
  }

  /** @returns how many bits a split takes */
  function readSplit(head: number, from: number, split: number): number {
    const tested = (head >>> 1) & featureMask;
    if (tested >= featureCount) refuseIndex('feature', tested, split, featureCount);
    let flags = (head & missingBit) === 0 ? 0 : MISSING_LEFT;
    let skip = headWidth;
    let width = setWidth;
    if ((head & categoricalBit) !== 0) {
      flags |= CATEGORICAL;
      if (unseenApart && ((head >>> skip++) & 1) === 1) flags |= UNSEEN_APART;
    } else {
      if (zeroMissing && ((head >>> skip++) & 1) === 1) flags |= ZERO_MISSING;
      width = thresholdWidth[tested]!;
    }
    const code = bitsBehind(head, from, skip, width);
    if ((flags & CATEGORICAL) !== 0) {
      if (code >= categorySets) refuseIndex('category set', code, split, categorySets);
      categoricalSplits.push(split);
    } else {
      const place = start[tested]! + code;
      const end = start[tested + 1]!;
      if (place >= end) refuseIndex('threshold', code, split, end - start[tested]!);
      isUsed[place] = 1;
    }
    const test = testOf(tested, flags);
    tests[split] = test;
    used[test] = 1;
    codes[split] = code;
    return skip + width;
  }

  /** Reads nodes to the end of the tree, or some. With few reads: a cold start runs it before it is compiled. */
  function readNodes(): void {
    const last = node + NODES_A_CALL;
    let next = node;
    let from = at;
    let left = open;
    do {
      if (next >= nodes) refuseIndex('node', next, next, nodes);
      const head = view.getUint32(firstByte + (from >>> 3), true) >>> (from & 7);
      if ((head & 1) === 0) {
        from += readLeaf(head, from, next);
        left--;
      } else {
        from += readSplit(head, from, next);
        left++;
      }
      next++;
    } while (left > 0 && next < last && from <= length);
    node = next;
    at = from;
    open = left;
  }

  return {
    readTree() {
      at = bits.position;
      open = 1;
      while (open > 0) {
        readNodes();
        bits.moveTo(at);
      }
      return node;
    },
    finish() {
      refuseIf(node !== nodes, `${node} nodes in ${layout.trees} trees`, String(nodes));
      const unused = isUsed.indexOf(0);
      refuseIf(unused !== -1, `threshold ${unused} unused`, 'a split with it');
      const flags =
        (missingLeft ? MISSING_LEFT : 0) |
        (categorical ? CATEGORICAL : 0) |
        (unseenApart ? UNSEEN_APART : 0) |
        (zeroMissing ? ZERO_MISSING : 0);
      const seen = flagsOf({ used });
      refuseIf(seen !== flags, `flags ${seen} in the nodes`, String(flags));
      const shorter = shorterLeafCodes(leafCount(layout), others, widths);
      const { leafCodes } = layout;
      refuseIf(leafCodes !== shorter, `leaves by ${leafCodes}`, `${shorter}: shorter`);
      return { tests, codes, used, categorical: categoricalSplits };
    },
  };
}

function refuseIndex(what: string, found: number, node: number, limit: number): never {
  refuse(`${what} ${found} at node ${node}`, `an index below ${limit}`);
}

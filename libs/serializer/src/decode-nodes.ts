import { CATEGORICAL, LEAF, MISSING_LEFT } from '@lambda-forest/forest';
import type { Forest, ThresholdTables } from '@lambda-forest/forest';

import { bitsAt } from './bit-reader.ts';
import type { BitReader } from './bit-reader.ts';
import { bitsFor } from './bits.ts';
import { ModelCorruptedError } from './errors.ts';
import { fieldWidths, leafCount, shorterLeafCodes } from './forest-layout.ts';
import type { ForestLayout } from './forest-layout.ts';
import type { PureRows } from './leaf-rows.ts';
import { refuseIf } from './refuse.ts';

type NodeArrays = Pick<Forest, 'treeStart' | 'feature' | 'threshold' | 'next' | 'flags'>;

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
 * children are where preorder puts them.
 *
 * A tree is read by one call, so that the engine has compiled it after the first ones; and with few reads,
 * because a cold start runs most of it before that.
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
): NodeArrays {
  const { nodes, trees, rows, categorySets, missingLeft, categorical } = layout;
  const { view, start: firstByte, length } = bits;
  const outputCount = pure.ofClass.length;
  const widths = fieldWidths(layout, featureCount, outputCount);
  const { feature: featureWidth, categorySet: setWidth, row: rowWidth } = widths;
  const classWidth = layout.leafCodes === 'class' ? widths.classCode : 0;
  const thresholdWidth = Uint8Array.from(layout.thresholds, bitsFor);
  const { thresholds, start } = tables;
  refuseIf(featureWidth > MAX_FEATURE_BITS, `${featureCount} features`, 'fewer');

  const featureMask = (1 << featureWidth) - 1;
  const missingBit = missingLeft ? 1 << (featureWidth + 1) : 0;
  const headWidth = 1 + featureWidth + Number(missingLeft) + Number(categorical);
  const categoricalBit = categorical ? 1 << (headWidth - 1) : 0;

  const treeStart = new Uint32Array(trees + 1);
  const feature = new Int32Array(nodes);
  const threshold = new Float64Array(nodes);
  const next = new Uint32Array(nodes);
  const flags = new Uint8Array(nodes);
  const isUsed = new Uint8Array(thresholds.length);
  let seenFlags = 0;
  let others = 0;
  let firstNode = 0;
  let firstBit = bits.position;

  /**
   * The splits that wait for their right child form a stack, linked through their own `next` until that is
   * known: the node after a leaf is the right child of the innermost one.
   */
  function readTree(): void {
    let node = firstNode;
    let at = firstBit;
    let waiting = NONE;
    for (;;) {
      if (node >= nodes) refuse('node', node, node, nodes);
      const head = bitsAt(view, firstByte, at, HEAD_BITS);
      if ((head & 1) === 1) {
        const tested = (head >>> 1) & featureMask;
        if (tested >= featureCount) refuse('feature', tested, node, featureCount);
        let flag = (head & missingBit) === 0 ? 0 : MISSING_LEFT;
        at += headWidth;
        if ((head & categoricalBit) === 0) {
          const first = start[tested]!;
          const width = thresholdWidth[tested]!;
          const place = first + bitsAt(view, firstByte, at, width);
          const end = start[tested + 1]!;
          if (place >= end) refuse('threshold', place - first, node, end - first);
          at += width;
          isUsed[place] = 1;
          threshold[node] = thresholds[place]!;
        } else {
          flag |= CATEGORICAL;
          const set = bitsAt(view, firstByte, at, setWidth);
          if (set >= categorySets) refuse('category set', set, node, categorySets);
          at += setWidth;
          threshold[node] = set;
        }
        feature[node] = tested;
        flags[node] = flag;
        seenFlags |= flag;
        next[node] = waiting;
        waiting = node;
        node++;
      } else {
        const code = classWidth > 0 ? bitsAt(view, firstByte, at + 1, classWidth) : outputCount;
        if (code > outputCount) refuse('class', code, node, outputCount + 1);
        at += 1 + classWidth;
        let row: number;
        if (code < outputCount) {
          row = pure.ofClass[code]!;
        } else {
          row = bitsAt(view, firstByte, at, rowWidth);
          at += rowWidth;
          if (pure.codeOf[row] === 0) others++;
          else if (classWidth > 0) refuseLongCode(row, node);
        }
        if (row >= rows) refuse('row', row, node, rows);
        feature[node] = LEAF;
        next[node] = row;
        node++;
        if (waiting === NONE) break;
        const parent = waiting;
        waiting = next[parent]!;
        next[parent] = node;
      }
      if (at > length) break;
    }
    firstNode = node;
    firstBit = at;
  }

  for (let tree = 1; tree <= trees; tree++) {
    readTree();
    bits.moveTo(firstBit);
    treeStart[tree] = firstNode;
  }
  refuseIf(firstNode !== nodes, `${firstNode} nodes in ${trees} trees`, String(nodes));
  checkTables(isUsed, seenFlags, layout);
  const shorter = shorterLeafCodes(leafCount(layout), others, widths);
  refuseIf(layout.leafCodes !== shorter, `leaves by ${layout.leafCodes}`, `${shorter}: shorter`);
  return { treeStart, feature, threshold, next, flags };
}

function refuse(what: string, found: number, node: number, limit: number): never {
  throw new ModelCorruptedError(
    `Found ${what} ${found} at node ${node}, expected an index below ${limit}.`,
  );
}

function refuseLongCode(row: number, node: number): never {
  throw new ModelCorruptedError(
    `Found row ${row} by number at node ${node}, expected it by its class.`,
  );
}

function checkTables(isUsed: Uint8Array, seenFlags: number, layout: ForestLayout): void {
  const unused = isUsed.indexOf(0);
  refuseIf(unused !== -1, `threshold ${unused} unused`, 'a split with it');
  const expected = (layout.missingLeft ? MISSING_LEFT : 0) | (layout.categorical ? CATEGORICAL : 0);
  refuseIf(seenFlags !== expected, `flags ${seenFlags} in the nodes`, String(expected));
}

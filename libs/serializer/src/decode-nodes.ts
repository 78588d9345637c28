import { CATEGORICAL, LEAF, MISSING_LEFT } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';

import type { BitReader } from './bit-reader.ts';
import { bitsFor } from './bits.ts';
import { ModelCorruptedError } from './errors.ts';
import { fieldWidths, leafCount, shorterLeafCodes } from './forest-layout.ts';
import type { ForestLayout } from './forest-layout.ts';
import type { PureRows } from './leaf-rows.ts';
import type { ThresholdTables } from './threshold-tables.ts';

type NodeArrays = Pick<Forest, 'treeStart' | 'feature' | 'threshold' | 'next' | 'flags'>;

/** In `next` of a split that waits for its right child: no other split waits. */
const NONE = 0xffff_ffff;

/**
 * Reads the node stream.
 *
 * The splits that wait for their right child form a stack, linked through their own `next` until that is
 * known: the node after a leaf is the right child of the innermost one, or the root of the next tree.
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
  const outputCount = pure.ofClass.length;
  const widths = fieldWidths(layout, featureCount, outputCount);
  const { feature: featureWidth, categorySet: setWidth, row: rowWidth, classCode } = widths;
  const thresholdWidth = Uint8Array.from(layout.thresholds, bitsFor);
  const { thresholds, start } = tables;
  const hasClassCodes = layout.leafCodes === 'class';

  const treeStart = new Uint32Array(trees + 1);
  const feature = new Int32Array(nodes);
  const threshold = new Float64Array(nodes);
  const next = new Uint32Array(nodes);
  const flags = new Uint8Array(nodes);
  const isUsed = new Uint8Array(thresholds.length);
  let seenFlags = 0;
  let others = 0;
  let tree = 0;
  let waiting = NONE;

  for (let node = 0; node < nodes; node++) {
    if (bits.read(1) === 1) {
      const tested = bits.read(featureWidth);
      if (tested >= featureCount) refuse('feature', tested, node, featureCount);
      let flag = missingLeft && bits.read(1) === 1 ? MISSING_LEFT : 0;
      if (categorical && bits.read(1) === 1) {
        flag |= CATEGORICAL;
        const set = bits.read(setWidth);
        if (set >= categorySets) refuse('category set', set, node, categorySets);
        threshold[node] = set;
      } else {
        const at = start[tested]! + bits.read(thresholdWidth[tested]!);
        const end = start[tested + 1]!;
        if (at >= end) refuse('threshold', at - start[tested]!, node, end - start[tested]!);
        isUsed[at] = 1;
        threshold[node] = thresholds[at]!;
      }
      feature[node] = tested;
      flags[node] = flag;
      seenFlags |= flag;
      next[node] = waiting;
      waiting = node;
    } else {
      const code = hasClassCodes ? bits.read(classCode) : outputCount;
      if (code > outputCount) refuse('class', code, node, outputCount + 1);
      const row = code < outputCount ? pure.ofClass[code]! : bits.read(rowWidth);
      if (row >= rows) refuse('row', row, node, rows);
      if (code === outputCount && pure.codeOf[row] === 0) others++;
      else if (code === outputCount && hasClassCodes) refuseLongCode(row, node);
      feature[node] = LEAF;
      next[node] = row;
      if (waiting === NONE) {
        treeStart[++tree] = node + 1;
      } else {
        const parent = waiting;
        waiting = next[parent]!;
        next[parent] = node + 1;
      }
    }
  }

  checkEnd(waiting === NONE, tree, trees);
  checkTables(isUsed, seenFlags, layout);
  checkLeafCodes(shorterLeafCodes(leafCount(layout), others, widths), layout);
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

function checkEnd(isComplete: boolean, found: number, expected: number): void {
  if (!isComplete || found !== expected) {
    throw new ModelCorruptedError(`Found ${found} complete trees, expected ${expected}.`);
  }
}

function checkTables(isUsed: Uint8Array, seenFlags: number, layout: ForestLayout): void {
  const unused = isUsed.indexOf(0);
  if (unused !== -1) {
    throw new ModelCorruptedError(`Found threshold ${unused} unused, expected a split with it.`);
  }
  const expected = (layout.missingLeft ? MISSING_LEFT : 0) | (layout.categorical ? CATEGORICAL : 0);
  if (seenFlags !== expected) {
    throw new ModelCorruptedError(`Found flags ${seenFlags} in the nodes, expected ${expected}.`);
  }
}

function checkLeafCodes(shorter: string, { leafCodes }: ForestLayout): void {
  if (leafCodes !== shorter) {
    throw new ModelCorruptedError(
      `Found leaves coded by ${leafCodes}, expected ${shorter}, which is shorter.`,
    );
  }
}

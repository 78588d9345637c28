import {
  CATEGORICAL,
  gatherThresholds,
  isMeanOfRows,
  LEAF,
  MISSING_LEFT,
  nodeCount,
  rowWidth,
  scoreCount,
  treeCount,
  UNSEEN_APART,
  ZERO_MISSING,
} from '@lambda-forest/forest';
import type { Forest, LinearRows, ThresholdTables } from '@lambda-forest/forest';
import { defined } from '@lambda-forest/text';

import { BitWriter } from './bit-writer.ts';
import { bitsFor } from './bits.ts';
import { fieldWidths, hasOddBit, isNeeded, leafCount, shorterLeafCodes } from './forest-layout.ts';
import type { CombinationLayout, ForestLayout } from './forest-layout.ts';
import { encodeRows } from './leaf-rows.ts';
import type { PureRows } from './leaf-rows.ts';
import { areFloat32s, float32Bytes, float64Bytes, uint32Bytes } from './little-endian.ts';
import { thresholdCode } from './threshold-tables.ts';

export interface EncodedForest {
  readonly layout: ForestLayout;
  /** As docs/model-format.md lists them. */
  readonly sections: readonly Uint8Array[];
}

/** @param forest valid; the rows of a mean are distributions if it has two or more outputs */
export function encodeForest(forest: Forest): EncodedForest {
  const { values, flags, categorySetStart, categorySetBits, cover, linear } = forest;
  const width = rowWidth(forest);
  const tables = gatherThresholds(forest);
  const rows = encodeRows(values, width, isMeanOfRows(forest));
  const combination = layOutCombination(forest, tables.thresholds, rows.raw);
  const sizes: ForestLayout = {
    aggregation: forest.aggregation,
    trees: treeCount(forest),
    nodes: nodeCount(forest),
    thresholds: Array.from(tables.start.subarray(1), (end, f) => end - tables.start[f]!),
    missingLeft: flags.some((bits) => (bits & MISSING_LEFT) !== 0),
    categorical: flags.some((bits) => (bits & CATEGORICAL) !== 0),
    categorySets: categorySetStart.length - 1,
    categorySetWords: categorySetBits.length,
    rows: values.length / width,
    rawRows: rows.raw.length / width,
    largestDenominator: rows.largestDenominator,
    leafCodes: 'row',
    combination,
  };
  const layout = { ...sizes, leafCodes: chooseLeafCodes(forest, sizes, rows.pure) };
  return {
    layout,
    sections: [
      floatBytes(tables.thresholds, combination?.float32Thresholds),
      floatBytes(rows.raw, combination?.float32Rows),
      uint32Bytes(categorySetStart.subarray(1)),
      uint32Bytes(categorySetBits),
      rows.stream,
      writeNodes(forest, layout, tables, rows.pure),
      ...(cover.length > 0 ? [float64Bytes(cover)] : []),
      ...(linear === undefined ? [] : linearSections(linear)),
    ],
  };
}

/** Undefined for a forest that format version 1 holds. */
function layOutCombination(
  forest: Forest,
  thresholds: Float64Array,
  raw: Float64Array,
): CombinationLayout | undefined {
  const { link, flags } = forest;
  const layout = {
    baseScore: [...forest.baseScore],
    cover: forest.cover.length > 0,
    factor: link.factor,
    float32Rows: areFloat32s(raw),
    float32Thresholds: areFloat32s(thresholds),
    link: link.kind,
    oneScoreATree: forest.treeOutput.length > 0,
    roundsInputs: forest.roundsInputs,
    roundsScores: forest.roundsScores,
    unseenApart: flags.some((bits) => (bits & UNSEEN_APART) !== 0),
    zeroMissing: flags.some((bits) => (bits & ZERO_MISSING) !== 0),
    ...defined({ linearTerms: forest.linear?.feature.length }),
  };
  return forest.aggregation === 'sum' || isNeeded(layout) ? layout : undefined;
}

function linearSections({ start, feature, coefficient }: LinearRows): Uint8Array[] {
  return [uint32Bytes(start.subarray(1)), uint32Bytes(feature), float64Bytes(coefficient)];
}

function floatBytes(numbers: Float64Array, areSingle = false): Uint8Array {
  return areSingle ? float32Bytes(numbers) : float64Bytes(numbers);
}

function chooseLeafCodes(forest: Forest, layout: ForestLayout, pure: PureRows): 'class' | 'row' {
  let others = 0;
  for (let node = 0; node < forest.feature.length; node++) {
    if (forest.feature[node] === LEAF && pure.codeOf[forest.next[node]!] === 0) others++;
  }
  const widths = fieldWidths(layout, forest.featureCount, rowWidth(forest));
  return shorterLeafCodes(leafCount(layout), others, widths);
}

function writeNodes(
  forest: Forest,
  layout: ForestLayout,
  tables: ThresholdTables,
  pure: PureRows,
): Uint8Array {
  const width = rowWidth(forest);
  const widths = fieldWidths(layout, forest.featureCount, width);
  const scoreWidth = bitsFor(scoreCount(forest));
  const thresholdWidths = layout.thresholds.map(bitsFor);
  const bits = new BitWriter();

  const writeSplit = (node: number, feature: number) => {
    const flags = forest.flags[node]!;
    const threshold = forest.threshold[node]!;
    bits.write(1, 1);
    bits.write(feature, widths.feature);
    if (layout.missingLeft) bits.write(flags & MISSING_LEFT, 1);
    if (layout.categorical) bits.write((flags & CATEGORICAL) >>> 1, 1);
    const odd = (flags & CATEGORICAL) !== 0 ? UNSEEN_APART : ZERO_MISSING;
    if (hasOddBit(layout, flags)) bits.write((flags & odd) === 0 ? 0 : 1, 1);
    if ((flags & CATEGORICAL) !== 0) bits.write(threshold, widths.categorySet);
    else bits.write(thresholdCode(tables, feature, threshold), thresholdWidths[feature]!);
  };

  const writeLeaf = (row: number) => {
    bits.write(0, 1);
    const code = layout.leafCodes === 'class' ? pure.codeOf[row]! : 0;
    if (code > 0) {
      bits.write(code - 1, widths.classCode);
      return;
    }
    if (layout.leafCodes === 'class') bits.write(width, widths.classCode);
    bits.write(row, widths.row);
  };

  for (let tree = 0; tree < forest.treeStart.length - 1; tree++) {
    if (forest.treeOutput.length > 0) bits.write(forest.treeOutput[tree]!, scoreWidth);
    for (let node = forest.treeStart[tree]!; node < forest.treeStart[tree + 1]!; node++) {
      const feature = forest.feature[node]!;
      if (feature === LEAF) writeLeaf(forest.next[node]!);
      else writeSplit(node, feature);
    }
  }
  return bits.toBytes();
}

import { CATEGORICAL, LEAF, MISSING_LEFT, nodeCount, treeCount } from '@lambda-forest/forest';
import type { Forest, ThresholdTables } from '@lambda-forest/forest';

import { BitWriter } from './bit-writer.ts';
import { bitsFor } from './bits.ts';
import { fieldWidths, leafCount, shorterLeafCodes } from './forest-layout.ts';
import type { ForestLayout } from './forest-layout.ts';
import { encodeRows } from './leaf-rows.ts';
import type { PureRows } from './leaf-rows.ts';
import { float64Bytes, uint32Bytes } from './little-endian.ts';
import { collectThresholds, thresholdCode } from './threshold-tables.ts';

export interface EncodedForest {
  readonly layout: ForestLayout;
  /** As docs/model-format.md lists them. */
  readonly sections: readonly Uint8Array[];
}

/** @param forest valid; its rows are distributions if it has two or more outputs */
export function encodeForest(forest: Forest): EncodedForest {
  const { values, outputCount, flags, categorySetStart, categorySetBits } = forest;
  const tables = collectThresholds(forest);
  const rows = encodeRows(values, outputCount);
  const sizes: ForestLayout = {
    aggregation: forest.aggregation,
    trees: treeCount(forest),
    nodes: nodeCount(forest),
    thresholds: Array.from(tables.start.subarray(1), (end, f) => end - tables.start[f]!),
    missingLeft: flags.some((bits) => (bits & MISSING_LEFT) !== 0),
    categorical: flags.some((bits) => (bits & CATEGORICAL) !== 0),
    categorySets: categorySetStart.length - 1,
    categorySetWords: categorySetBits.length,
    rows: values.length / outputCount,
    rawRows: rows.raw.length / outputCount,
    largestDenominator: rows.largestDenominator,
    leafCodes: 'row',
  };
  const layout = { ...sizes, leafCodes: chooseLeafCodes(forest, sizes, rows.pure) };
  return {
    layout,
    sections: [
      float64Bytes(tables.thresholds),
      float64Bytes(rows.raw),
      uint32Bytes(categorySetStart.subarray(1)),
      uint32Bytes(categorySetBits),
      rows.stream,
      writeNodes(forest, layout, tables, rows.pure),
    ],
  };
}

function chooseLeafCodes(forest: Forest, layout: ForestLayout, pure: PureRows): 'class' | 'row' {
  let others = 0;
  for (let node = 0; node < forest.feature.length; node++) {
    if (forest.feature[node] === LEAF && pure.codeOf[forest.next[node]!] === 0) others++;
  }
  const widths = fieldWidths(layout, forest.featureCount, forest.outputCount);
  return shorterLeafCodes(leafCount(layout), others, widths);
}

function writeNodes(
  forest: Forest,
  layout: ForestLayout,
  tables: ThresholdTables,
  pure: PureRows,
): Uint8Array {
  const widths = fieldWidths(layout, forest.featureCount, forest.outputCount);
  const thresholdWidths = layout.thresholds.map(bitsFor);
  const bits = new BitWriter();

  const writeSplit = (node: number, feature: number) => {
    const flags = forest.flags[node]!;
    const threshold = forest.threshold[node]!;
    bits.write(1, 1);
    bits.write(feature, widths.feature);
    if (layout.missingLeft) bits.write(flags & MISSING_LEFT, 1);
    if (layout.categorical) bits.write((flags & CATEGORICAL) >>> 1, 1);
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
    if (layout.leafCodes === 'class') bits.write(forest.outputCount, widths.classCode);
    bits.write(row, widths.row);
  };

  for (let node = 0; node < forest.feature.length; node++) {
    const feature = forest.feature[node]!;
    if (feature === LEAF) writeLeaf(forest.next[node]!);
    else writeSplit(node, feature);
  }
  return bits.toBytes();
}

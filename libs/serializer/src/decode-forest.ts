import type { Forest, ThresholdTables } from '@lambda-forest/forest';

import type { OpenedFile } from './container.ts';
import { decodeNodes } from './decode-nodes.ts';
import type { ForestLayout } from './forest-layout.ts';
import { decodeRows } from './leaf-rows.ts';
import { refuseIf } from './refuse.ts';
import { SectionReader } from './section-reader.ts';
import { isBefore, joinTables } from './threshold-tables.ts';

/**
 * Reads the sections. Sizes are compared with what is left of the file before anything is allocated for
 * them; what is returned is a forest as `validateForest` says, for each part is checked as it is read.
 *
 * @throws {ModelCorruptedError} for sections that are not as the layout and the format say
 */
export function decodeForest(
  file: OpenedFile,
  layout: ForestLayout,
  featureCount: number,
  outputCount: number,
): { forest: Forest; thresholds: ThresholdTables } {
  const sections = new SectionReader(file);
  const thresholds = readTables(sections, layout);
  const raw = sections.takeFloat64s('raw rows', layout.rawRows * outputCount);
  refuseIf(!raw.every(Number.isFinite), 'a raw row with NaN or an infinity', 'finite numbers');
  const categorySetStart = readSetStarts(sections, layout);
  const categorySetBits = sections.takeUint32s('category sets', layout.categorySetWords);
  const { values, pure } = sections.takeBits(
    'rows',
    (layout.rows - layout.rawRows) * outputCount,
    (bits) => decodeRows(bits, layout, raw, outputCount),
  );
  const nodes = sections.takeBits('nodes', layout.nodes, (bits) =>
    decodeNodes(bits, layout, thresholds, pure, featureCount),
  );
  sections.finish();
  const { aggregation } = layout;
  const sets = { categorySetStart, categorySetBits };
  const forest = { featureCount, outputCount, aggregation, ...nodes, values, ...sets };
  return { forest, thresholds };
}

function readTables(sections: SectionReader, layout: ForestLayout): ThresholdTables {
  const count = layout.thresholds.reduce((sum, length) => sum + length, 0);
  const tables = joinTables(sections.takeFloat64s('thresholds', count), layout.thresholds);
  const { thresholds, start } = tables;
  layout.thresholds.forEach((_, feature) => {
    const table = thresholds.subarray(start[feature], start[feature + 1]);
    const odd = table.find((value, i) =>
      i === 0 ? Number.isNaN(value) : !isBefore(table[i - 1]!, value),
    );
    refuseIf(
      odd !== undefined,
      `threshold ${odd} of feature ${feature} out of order`,
      'ascending numbers',
    );
  });
  return tables;
}

function readSetStarts(sections: SectionReader, layout: ForestLayout): Uint32Array {
  const ends = sections.takeUint32s('ends of the category sets', layout.categorySets);
  const start = new Uint32Array(ends.length + 1);
  start.set(ends, 1);
  const isAscending = ends.every((end, set) => end >= start[set]!);
  refuseIf(
    !isAscending || start.at(-1) !== layout.categorySetWords,
    'category sets that do not cover their words',
    'ascending ends, the last at the end',
  );
  return start;
}

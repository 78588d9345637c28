import type { Forest, ThresholdTables } from '@lambda-forest/forest';

import type { OpenedFile } from './container.ts';
import { decodeNodes } from './decode-nodes.ts';
import { ModelCorruptedError } from './errors.ts';
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
  checkFits(sections, 'rows', (layout.rows - layout.rawRows) * outputCount);
  const { values, pure } = sections.takeBits('rows', (bits) =>
    decodeRows(bits, layout, raw, outputCount),
  );
  checkFits(sections, 'nodes', layout.nodes);
  const nodes = sections.takeBits('nodes', (bits) =>
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
  checkAscending(tables);
  return tables;
}

function checkAscending({ thresholds, start }: ThresholdTables): void {
  for (let feature = 0; feature < start.length - 1; feature++) {
    for (let i = start[feature]!; i < start[feature + 1]!; i++) {
      const isFirst = i === start[feature]!;
      if (isFirst ? Number.isNaN(thresholds[i]) : !isBefore(thresholds[i - 1]!, thresholds[i]!)) {
        throw new ModelCorruptedError(
          `Found threshold ${thresholds[i]} of feature ${feature} out of order, expected ascending numbers.`,
        );
      }
    }
  }
}

/** @param least bits that the fewest possible fields would take */
function checkFits(sections: SectionReader, name: string, least: number): void {
  const { bitsLeft } = sections;
  refuseIf(least > bitsLeft, `${bitsLeft} bits for the ${name}`, `at least ${least}`);
}

function readSetStarts(sections: SectionReader, layout: ForestLayout): Uint32Array {
  const ends = sections.takeUint32s('ends of the category sets', layout.categorySets);
  const start = new Uint32Array(ends.length + 1);
  start.set(ends, 1);
  checkSetStarts(ends, start, layout);
  return start;
}

function checkSetStarts(ends: Uint32Array, start: Uint32Array, layout: ForestLayout): void {
  const isAscending = ends.every((end, set) => end >= start[set]!);
  refuseIf(
    !isAscending || start.at(-1) !== layout.categorySetWords,
    'category sets that do not cover their words',
    'ascending ends, the last at the end',
  );
}

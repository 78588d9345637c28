import {
  forestOfCodes,
  isMeanOfRows,
  joinTables,
  MEAN_OF_ROWS,
  oddMember,
  scoreCount,
} from '@lambda-forest/forest';
import type { Forest, ThresholdTables } from '@lambda-forest/forest';

import type { OpenedFile } from './container.ts';
import { decodeNodes } from './decode-nodes.ts';
import { isNeeded, leafCount } from './forest-layout.ts';
import type { CombinationLayout, ForestLayout } from './forest-layout.ts';
import { decodeRows } from './leaf-rows.ts';
import { areFloat32s } from './little-endian.ts';
import { refuse, refuseIf } from './refuse.ts';
import { SectionReader } from './section-reader.ts';
import { isBefore } from './threshold-tables.ts';

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
): { forest: Forest; thresholds: Required<ThresholdTables> } {
  const sections = new SectionReader(file);
  const combined = readCombination(layout);
  const { cover: hasCover, oneScoreATree, float32Rows } = layout.combination ?? {};
  const scores = scoreCount({ link: combined.link, outputCount });
  const width = oneScoreATree === true ? 1 : scores;
  const thresholds = readTables(sections, layout);
  const raw = takeFinite(sections, 'raw rows', layout.rawRows * width, float32Rows);
  const categorySetStart = readStarts(
    sections,
    'category sets',
    layout.categorySets,
    layout.categorySetWords,
  );
  const categorySetBits = sections.takeUint32s('category sets', layout.categorySetWords);
  const areCounted = isMeanOfRows(combined) && oneScoreATree !== true;
  const { values, pure } = sections.takeBits(
    'rows',
    (layout.rows - layout.rawRows) * width,
    (bits) => decodeRows(bits, layout, raw, width, areCounted),
  );
  const { nodes, ...trees } = sections.takeBits('nodes', layout.nodes, (bits) =>
    decodeNodes(bits, layout, thresholds, pure, featureCount, scores),
  );
  const cover = takeFinite(sections, 'cover', hasCover === true ? leafCount(layout) : 0);
  const linear = readLinear(sections, layout);
  sections.finish();
  const sets = { categorySetStart, categorySetBits };
  const forest = forestOfCodes(
    { featureCount, outputCount, ...combined, ...trees, values, cover, ...sets, ...linear },
    nodes,
    thresholds,
  );
  if (layout.combination) {
    checkCombination(forest, layout.combination, thresholds, raw);
  }
  return { forest, thresholds: { ...thresholds, nodes } };
}

/** What a file says of the combination, or what version 1 means by saying nothing. */
function readCombination({ aggregation, combination }: ForestLayout): Combined {
  if (!combination) return MEAN_OF_ROWS;
  const { baseScore, link: kind, factor, roundsInputs, roundsScores } = combination;
  return {
    ...MEAN_OF_ROWS,
    aggregation,
    baseScore: Float64Array.from(baseScore),
    link: { kind, factor },
    roundsInputs,
    roundsScores,
  };
}

/** A forest's members that the header holds; the trees' scores are not among them yet. */
type Combined = Pick<Forest, keyof typeof MEAN_OF_ROWS>;

/** What of a combination only the whole forest shows: that it is valid, needed, and written the one way. */
function checkCombination(
  forest: Forest,
  layout: CombinationLayout,
  { thresholds }: ThresholdTables,
  raw: Float64Array,
): void {
  const isOneEncoding =
    layout.float32Rows === areFloat32s(raw) &&
    layout.float32Thresholds === areFloat32s(thresholds) &&
    (forest.aggregation === 'sum' || isNeeded(layout));
  const odd = oddMember(forest);
  refuseIf(odd !== undefined || !isOneEncoding, odd ?? 'a combination', 'it as the format says');
}

function takeFinite(
  sections: SectionReader,
  name: string,
  count: number,
  areSingle?: boolean,
): Float64Array {
  const numbers = sections.takeFloats(name, count, areSingle);
  refuseIf(!numbers.every(Number.isFinite), `${name} with NaN or an infinity`, 'finite numbers');
  return numbers;
}

function readTables(sections: SectionReader, layout: ForestLayout): ThresholdTables {
  const count = layout.thresholds.reduce((sum, length) => sum + length, 0);
  const tables = joinTables(
    sections.takeFloats('thresholds', count, layout.combination?.float32Thresholds),
    layout.thresholds,
  );
  layout.thresholds.forEach((_, feature) => {
    const { thresholds, start } = tables;
    checkAscending(thresholds.subarray(start[feature], start[feature + 1]), feature);
  });
  return tables;
}

function checkAscending(table: Float64Array, feature: number): void {
  for (let i = 0; i < table.length; i++) {
    const value = table[i]!;
    if (i === 0 ? Number.isNaN(value) : !isBefore(table[i - 1]!, value)) {
      refuse(`threshold ${value} of feature ${feature} out of order`, 'ascending numbers');
    }
  }
}

/** Where each of `count` parts of `total` starts, from the sections of their ends. */
function readStarts(
  sections: SectionReader,
  name: string,
  count: number,
  total: number,
): Uint32Array {
  const ends = sections.takeUint32s(`ends of the ${name}`, count);
  const start = new Uint32Array(count + 1);
  start.set(ends, 1);
  const isAscending = ends.every((end, part) => end >= start[part]!);
  refuseIf(
    !isAscending || start.at(-1) !== total,
    `${name} that do not cover their section`,
    'ascending ends',
  );
  return start;
}

function readLinear(sections: SectionReader, layout: ForestLayout): Pick<Forest, 'linear'> {
  const terms = layout.combination?.linearTerms;
  if (!terms) return {};
  const name = 'terms';
  const linear = {
    start: readStarts(sections, name, layout.rows, terms),
    feature: sections.takeUint32s(name, terms),
    coefficient: takeFinite(sections, name, terms),
  };
  return { linear };
}

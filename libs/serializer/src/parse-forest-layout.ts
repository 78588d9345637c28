import { LINK_KINDS } from '@lambda-forest/forest';
import { flag, list, number, oneOf, recordWith, refined, whole } from '@lambda-forest/schema/shape';
import type { Described } from '@lambda-forest/schema/shape';
import { count } from '@lambda-forest/text';

import { InvalidModelError } from './errors.ts';
import { MAX_DENOMINATOR } from './fraction.ts';
import { parseWith } from './parse-with.ts';

const sizes = {
  trees: whole(1),
  nodes: whole(1),
  thresholds: list(whole(0)),
  missingLeft: flag,
  categorical: flag,
  categorySets: whole(0),
  categorySetWords: whole(0),
  rows: whole(1),
  rawRows: whole(0),
  largestDenominator: whole(0, MAX_DENOMINATOR),
  leafCodes: oneOf('class', 'row'),
};

const combination = recordWith(
  {
    baseScore: list(number),
    cover: flag,
    factor: number,
    float32Rows: flag,
    float32Thresholds: flag,
    link: oneOf(...LINK_KINDS),
    oneScoreATree: flag,
    roundsInputs: flag,
    roundsScores: flag,
    unseenApart: flag,
    zeroMissing: flag,
  },
  { linearTerms: whole(1) },
);

const forest = refined(
  recordWith({ aggregation: oneOf('mean', 'sum'), ...sizes }, { combination }),
  'a combination with a sum',
  ({ aggregation, ...rest }) => aggregation === 'mean' || rest.combination !== undefined,
);

/** The header's `forest`: the sizes that the sections need. docs/model-format.md says what each means. */
export type ForestLayout = Omit<Described<typeof forest>, 'combination'> & {
  /** Absent for a forest that format version 1 holds. */
  readonly combination?: CombinationLayout | undefined;
};

export type CombinationLayout = Described<typeof combination>;

/**
 * Turns an untrusted value into a layout for `featureCount` features.
 *
 * @throws {InvalidModelError} naming the first field that is not as the format says
 */
export function parseForestLayout(value: unknown, featureCount: number): ForestLayout {
  const layout: ForestLayout = parseWith(forest, value, 'forest');
  const { thresholds, nodes, trees, rows, rawRows } = layout;
  if (thresholds.length !== featureCount) {
    throw new InvalidModelError(
      `Found threshold tables for ${count(thresholds.length, 'feature')}, expected ${featureCount}.`,
    );
  }
  if (nodes < trees || (nodes - trees) % 2 !== 0) {
    throw new InvalidModelError(
      `Found ${nodes} nodes in ${trees} trees, expected one leaf more than splits in each.`,
    );
  }
  if (rawRows > rows) {
    throw new InvalidModelError(`Found ${rawRows} raw rows, expected at most all ${rows}.`);
  }
  return layout;
}

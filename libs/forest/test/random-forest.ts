import fc from 'fast-check';

import { ForestBuilder } from '../src/index.ts';
import type { Combination, Forest, LinearTerms, Link } from '../src/index.ts';

/** The shape of a random forest. Shares are from 0 to 1. */
export interface ForestShape {
  readonly seed: number;
  readonly trees: number;
  readonly features: number;
  readonly outputs: number;
  /** Of each tree. */
  readonly leaves: number;
  /** Different thresholds of a feature, and levels of a category. */
  readonly levels: number;
  /** Leaves that answer 1 for one output. */
  readonly voteShare: number;
  readonly categoricalShare: number;
  /** The share of splits that send a missing value left, and of numbers that are missing in rows. */
  readonly missingShare: number;
  /** Of categorical splits, those that send an unseen level apart; of the others, those to which 0 is missing. */
  readonly oddShare?: number;
  /** Of leaves of one number, those that have terms. Default: 0. */
  readonly termShare?: number;
  /** Default: the mean of the leaves' rows. */
  readonly combination?: Partial<Combination>;
}

/** A forest of random trees, the same for the same shape. */
export function randomForest(shape: ForestShape): Forest {
  const random = mulberry32(shape.seed);
  const below = (end: number) => Math.floor(random() * end);
  const { combination = {}, oddShare = 0, termShare = 0 } = shape;
  const builder = new ForestBuilder(shape.features, shape.outputs, combination);
  const scores = combination.link?.kind === 'binary-logistic' ? 1 : shape.outputs;
  const width = combination.oneScoreATree === true ? 1 : scores;

  function addTree(leaves: number): void {
    if (leaves === 1) {
      builder.addLeaf(answer(), undefined, random() < termShare ? terms() : undefined);
      return;
    }
    const common = { feature: below(shape.features), missingLeft: random() < shape.missingShare };
    if (random() < shape.categoricalShare) {
      const levels = Array.from({ length: below(4) }, () => below(shape.levels));
      const unseenLeft = common.missingLeft !== random() < oddShare;
      builder.addSplit({ ...common, levels, levelCount: shape.levels, unseenLeft });
    } else {
      const zeroMissing = random() < oddShare;
      builder.addSplit({ ...common, threshold: below(shape.levels) / 2, zeroMissing });
    }
    const left = 1 + below(leaves - 1);
    addTree(left);
    addTree(leaves - left);
  }

  function terms(): LinearTerms {
    const features = Array.from({ length: 1 + below(3) }, () => below(shape.features + 1));
    return { features, coefficients: features.map(() => random() - 0.5) };
  }

  function answer(): number[] {
    if (random() < shape.voteShare) {
      const vote = below(width);
      return Array.from({ length: width }, (_, k) => (k === vote ? 1 : 0));
    }
    // Numbers that are float32 are added by a kernel of their own.
    const round = combination.roundsScores === true && shape.seed % 4 !== 0 ? Math.fround : Number;
    return Array.from({ length: width }, () => round(random() / width));
  }

  for (let tree = 0; tree < shape.trees; tree++) {
    if (combination.oneScoreATree === true) builder.startTree(below(scores));
    addTree(shape.leaves);
  }
  return builder.build();
}

/** `count` rows whose values lie among the thresholds, on them, or are missing. */
export function randomRows(shape: ForestShape, count: number): Float64Array {
  const random = mulberry32(~shape.seed);
  return Float64Array.from({ length: count * shape.features }, () =>
    random() < shape.missingShare / 2
      ? NaN
      : Math.floor((random() * shape.levels + 1) * 2) / 4 - 0.25,
  );
}

/** Numbers from 0 to 1 (exclusive); Tommy Ettinger's mulberry32. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every link, with numbers of outputs that it may have. */
const LINKS: readonly (readonly [Link, number])[] = [
  [{ kind: 'identity', factor: 1 }, 1],
  [{ kind: 'identity', factor: 1 }, 3],
  [{ kind: 'binary-logistic', factor: 0.7 }, 2],
  [{ kind: 'logistic', factor: 2 }, 3],
  [{ kind: 'softmax', factor: 1 }, 4],
  [{ kind: 'exp', factor: 1 }, 1],
  [{ kind: 'expm1', factor: 1 }, 1],
  [{ kind: 'log1p-exp', factor: 1 }, 1],
  [{ kind: 'signed-square', factor: 1 }, 2],
];

/** Any way to combine trees, with the number of outputs. */
export const combinations = fc
  .record({
    link: fc.constantFrom(...LINKS),
    aggregation: fc.constantFrom('mean' as const, 'sum' as const),
    hasBase: fc.boolean(),
    oneScoreATree: fc.boolean(),
    roundsInputs: fc.boolean(),
    roundsScores: fc.boolean(),
  })
  .map(({ link: [link, outputs], hasBase, ...rest }) => {
    const scores = link.kind === 'binary-logistic' ? 1 : outputs;
    const base = hasBase && rest.aggregation === 'sum' ? scores : 0;
    const baseScore = Float64Array.from({ length: base }, (_, k) => 0.1 * (k + 1));
    return { outputs, combination: { ...rest, link, baseScore } satisfies Partial<Combination> };
  });

import { count } from '@lambda-forest/text';

import { InvalidForestError } from './errors.ts';
import {
  CATEGORICAL,
  LEAF,
  MEAN_OF_ROWS,
  MISSING_LEFT,
  scoreCount,
  UNSEEN_APART,
  ZERO_MISSING,
} from './forest.ts';
import type { Forest } from './forest.ts';
import { RowPool } from './row-pool.ts';
import type { LinearTerms } from './row-pool.ts';
import { shareCategorySets } from './share-category-sets.ts';

/** 2 MiB of bits: no set may be larger. */
const MAX_LEVELS = 2 ** 24;

/** A split without its children, which are added after it. */
export type Split = NumericSplit | CategoricalSplit;

interface SplitBase {
  /** 0 to featureCount - 1. */
  readonly feature: number;
  /** Whether a missing value goes left. */
  readonly missingLeft: boolean;
}

interface NumericSplit extends SplitBase {
  /** The largest value that goes left; not NaN. */
  readonly threshold: number;
  /** Whether 0 is a missing value. Default: no. */
  readonly zeroMissing?: boolean;
}

export interface CategoricalSplit extends SplitBase {
  /** The levels that go left: whole numbers from 0, below levelCount. */
  readonly levels: readonly number[];
  /** How many levels training saw; higher ones are unseen. 0 to 16,777,216. */
  readonly levelCount: number;
  /** Whether an unseen level goes left. Default: as a missing value. */
  readonly unseenLeft?: boolean;
}

/** How the trees' answers become a prediction. */
export type Combination = Pick<
  Forest,
  'aggregation' | 'baseScore' | 'link' | 'roundsInputs' | 'roundsScores'
> & {
  /** Whether each tree adds to one score alone, which `startTree` names. */
  readonly oneScoreATree: boolean;
};

/**
 * Builds a forest node by node, in preorder: after a split comes its left subtree, then its right one. The
 * builder links the right children, starts a new tree when the last one is complete, and lets leaves with
 * equal answers share one row.
 *
 * ```ts
 * const builder = new ForestBuilder(2, 3);
 * builder.addSplit({ feature: 0, threshold: 2.45, missingLeft: false });
 * builder.addLeaf([1, 0, 0]);
 * builder.addLeaf([0, 0.5, 0.5]);
 * const forest = builder.build(); // one tree, three nodes
 * ```
 */
export class ForestBuilder {
  readonly #featureCount: number;
  readonly #outputCount: number;
  readonly #combination: Omit<Combination, 'oneScoreATree'>;
  readonly #oneScoreATree: boolean;
  readonly #rowWidth: number;
  readonly #treeOutput: number[] = [];
  readonly #cover: number[] = [];
  readonly #treeStart: number[] = [];
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #next: number[] = [];
  readonly #flags: number[] = [];
  readonly #rows = new RowPool();
  readonly #setStart: number[] = [0];
  readonly #setBits: number[] = [];
  /** Splits of the current tree whose right child has not been added yet, outermost first. */
  readonly #open: number[] = [];
  /** Whether the next node is the right child of the innermost open split. */
  #rightIsNext = false;
  #treeIsOpen = false;

  /**
   * @param featureCount columns of a row, at least 1
   * @param outputCount numbers in a prediction, at least 1
   * @param combination default: the mean of the leaves' rows
   * @throws {InvalidForestError} if either is not a whole number of at least 1
   */
  constructor(
    featureCount: number,
    outputCount: number,
    { oneScoreATree = false, ...combination }: Partial<Combination> = {},
  ) {
    for (const [what, count] of Object.entries({ features: featureCount, outputs: outputCount })) {
      if (!(Number.isInteger(count) && count >= 1)) {
        throw new InvalidForestError(`Found ${count} ${what}, expected at least 1.`);
      }
    }
    this.#featureCount = featureCount;
    this.#outputCount = outputCount;
    this.#combination = { ...MEAN_OF_ROWS, ...combination };
    this.#oneScoreATree = oneScoreATree;
    this.#rowWidth = oneScoreATree ? 1 : scoreCount({ outputCount, link: this.#combination.link });
  }

  /**
   * Names the score that the next tree adds to. Needed before each tree if a tree adds to one score alone.
   *
   * @throws {InvalidForestError} inside a tree, or for a score that there is not
   */
  startTree(score: number): void {
    const scores = scoreCount({ outputCount: this.#outputCount, link: this.#combination.link });
    if (this.#treeIsOpen || !this.#oneScoreATree || !isIndex(score, scores)) {
      throw new InvalidForestError(
        `Found a tree for score ${score}, expected 0 to ${scores - 1}, before its first node.`,
      );
    }
    this.#treeOutput.push(score);
  }

  /** @throws {InvalidForestError} for a feature or level out of range, or a NaN threshold */
  addSplit(split: Split): void {
    if (!isIndex(split.feature, this.#featureCount)) {
      throw new InvalidForestError(
        `Found a split on feature ${split.feature}, expected 0 to ${this.#featureCount - 1}.`,
      );
    }
    const missing = split.missingLeft ? MISSING_LEFT : 0;
    if ('levels' in split) {
      const { missingLeft, unseenLeft = missingLeft } = split;
      const apart = unseenLeft === missingLeft ? 0 : UNSEEN_APART;
      const set = this.#addCategorySet(split, unseenLeft);
      this.#open.push(this.#addNode(split.feature, set, 0, missing | CATEGORICAL | apart));
    } else {
      if (Number.isNaN(split.threshold)) {
        throw new InvalidForestError('Found a split whose threshold is NaN, expected a number.');
      }
      const zero = split.zeroMissing === true ? ZERO_MISSING : 0;
      this.#open.push(this.#addNode(split.feature, split.threshold, 0, missing | zero));
    }
  }

  /**
   * @param answer a number for each score, or one if a tree adds to one score alone
   * @param cover the weight of the training rows that reached the leaf; for all leaves or for none
   * @param terms what it answers instead where all their features are known
   * @throws {InvalidForestError} for another length or a number that is not finite
   */
  addLeaf(answer: ArrayLike<number>, cover?: number, terms?: LinearTerms): void {
    if (answer.length !== this.#rowWidth) {
      throw new InvalidForestError(
        `Found a leaf with ${count(answer.length, 'number')}, expected ${this.#rowWidth}.`,
      );
    }
    if (cover !== undefined) this.#cover.push(cover);
    this.#addNode(LEAF, 0, this.#rows.add(answer, terms), 0);
    this.#rightIsNext = true;
    if (this.#open.length === 0) this.#treeIsOpen = false;
  }

  /** @throws {InvalidForestError} if there is no tree, or the last one is incomplete */
  build(): Forest {
    if (this.#treeStart.length === 0 || this.#treeIsOpen) {
      throw new InvalidForestError(
        this.#treeIsOpen
          ? 'Found a tree with a split that lacks a child.'
          : 'Found no tree, expected at least one.',
      );
    }
    return shareCategorySets({
      featureCount: this.#featureCount,
      outputCount: this.#outputCount,
      ...this.#combination,
      treeOutput: Uint32Array.from(this.#treeOutput),
      cover: Float64Array.from(this.#cover),
      treeStart: Uint32Array.from([...this.#treeStart, this.#feature.length]),
      feature: Int32Array.from(this.#feature),
      threshold: Float64Array.from(this.#threshold),
      next: Uint32Array.from(this.#next),
      flags: Uint8Array.from(this.#flags),
      ...this.#rows.members(),
      categorySetStart: Uint32Array.from(this.#setStart),
      categorySetBits: Uint32Array.from(this.#setBits),
    });
  }

  #addNode(feature: number, threshold: number, next: number, flags: number): number {
    const node = this.#feature.length;
    if (!this.#treeIsOpen) {
      this.#treeStart.push(node);
      this.#treeIsOpen = true;
    } else if (this.#rightIsNext) {
      this.#next[this.#open.pop()!] = node;
    }
    this.#rightIsNext = false;
    this.#feature.push(feature);
    this.#threshold.push(threshold);
    this.#next.push(next);
    this.#flags.push(flags);
    return node;
  }

  /** Bits past levelCount fill the last word. They are unseen levels. */
  #addCategorySet({ levels, levelCount }: CategoricalSplit, unseenLeft: boolean): number {
    if (!(isIndex(levelCount, MAX_LEVELS + 1) && levels.every((l) => isIndex(l, levelCount)))) {
      throw new InvalidForestError(
        `Found ${count(levels.length, 'level')} of ${levelCount}, expected indices below that number, which may be at most ${MAX_LEVELS}.`,
      );
    }
    const words = new Uint32Array((levelCount + 31) >>> 5);
    if (unseenLeft && levelCount % 32 !== 0) words[words.length - 1] = -1 << (levelCount % 32);
    for (const level of levels) words[level >>> 5]! |= 1 << (level & 31);
    for (const word of words) this.#setBits.push(word);
    this.#setStart.push(this.#setBits.length);
    return this.#setStart.length - 2;
  }
}

function isIndex(value: number, end: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < end;
}

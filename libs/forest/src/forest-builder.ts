import { InvalidForestError } from './errors.ts';
import { CATEGORICAL, LEAF, MISSING_LEFT } from './forest.ts';
import type { Forest } from './forest.ts';

/** 2 MiB of bits: no set may be larger. */
const MAX_LEVELS = 2 ** 24;

/** A split without its children, which are added after it. */
export type Split = NumericSplit | CategoricalSplit;

interface SplitBase {
  /** 0 to featureCount - 1. */
  readonly feature: number;
  /** Whether a missing value (and an unseen level) goes left. */
  readonly missingLeft: boolean;
}

export interface NumericSplit extends SplitBase {
  /** The largest value that goes left; not NaN. */
  readonly threshold: number;
}

export interface CategoricalSplit extends SplitBase {
  /** The levels that go left: whole numbers from 0, below levelCount. */
  readonly levels: readonly number[];
  /** How many levels training saw; higher ones are unseen. 0 to 16,777,216. */
  readonly levelCount: number;
}

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
  readonly #treeStart: number[] = [];
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #next: number[] = [];
  readonly #flags: number[] = [];
  readonly #values: number[] = [];
  readonly #rowOfValue = new Map<string, number>();
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
   * @throws {InvalidForestError} if either is not a whole number of at least 1
   */
  constructor(featureCount: number, outputCount: number) {
    for (const [what, count] of Object.entries({ features: featureCount, outputs: outputCount })) {
      if (!(Number.isInteger(count) && count >= 1)) {
        throw new InvalidForestError(`Found ${count} ${what}, expected at least 1.`);
      }
    }
    this.#featureCount = featureCount;
    this.#outputCount = outputCount;
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
      const set = this.#addCategorySet(split);
      this.#open.push(this.#addNode(split.feature, set, 0, missing | CATEGORICAL));
    } else {
      if (Number.isNaN(split.threshold)) {
        throw new InvalidForestError('Found a split whose threshold is NaN, expected a number.');
      }
      this.#open.push(this.#addNode(split.feature, split.threshold, 0, missing));
    }
  }

  /**
   * @param answer length outputCount
   * @throws {InvalidForestError} for another length or a number that is not finite
   */
  addLeaf(answer: ArrayLike<number>): void {
    if (answer.length !== this.#outputCount) {
      throw new InvalidForestError(
        `Found a leaf with ${answer.length} numbers, expected ${this.#outputCount}.`,
      );
    }
    this.#addNode(LEAF, 0, this.#rowOf(answer), 0);
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
    return {
      featureCount: this.#featureCount,
      outputCount: this.#outputCount,
      aggregation: 'mean',
      treeStart: Uint32Array.from([...this.#treeStart, this.#feature.length]),
      feature: Int32Array.from(this.#feature),
      threshold: Float64Array.from(this.#threshold),
      next: Uint32Array.from(this.#next),
      flags: Uint8Array.from(this.#flags),
      values: Float64Array.from(this.#values),
      categorySetStart: Uint32Array.from(this.#setStart),
      categorySetBits: Uint32Array.from(this.#setBits),
    };
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

  #rowOf(answer: ArrayLike<number>): number {
    const numbers = Array.from(answer);
    if (!numbers.every(Number.isFinite)) {
      throw new InvalidForestError(`Found a leaf that answers [${numbers.join(', ')}].`);
    }
    const key = numbers.map((number) => (Object.is(number, -0) ? '-0' : String(number))).join();
    const known = this.#rowOfValue.get(key);
    if (known !== undefined) return known;
    const row = this.#rowOfValue.size;
    this.#rowOfValue.set(key, row);
    for (const number of numbers) this.#values.push(number);
    return row;
  }

  /** Bits past levelCount fill the last word. They are unseen levels, which go the way of a missing value. */
  #addCategorySet({ levels, levelCount, missingLeft }: CategoricalSplit): number {
    if (!(isIndex(levelCount, MAX_LEVELS + 1) && levels.every((l) => isIndex(l, levelCount)))) {
      throw new InvalidForestError(
        `Found ${levels.length} levels of ${levelCount}, expected indices below that number, which may be at most ${MAX_LEVELS}.`,
      );
    }
    const words = new Uint32Array((levelCount + 31) >>> 5);
    if (missingLeft && levelCount % 32 !== 0) words[words.length - 1] = -1 << (levelCount % 32);
    for (const level of levels) words[level >>> 5]! |= 1 << (level & 31);
    for (const word of words) this.#setBits.push(word);
    this.#setStart.push(this.#setBits.length);
    return this.#setStart.length - 2;
  }
}

function isIndex(value: number, end: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < end;
}

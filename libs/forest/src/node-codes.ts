import { CATEGORICAL, LEAF, ZERO_MISSING } from './forest.ts';
import type { Forest } from './forest.ts';

/**
 * The nodes of all trees, in preorder, as two whole numbers each: what a model file has, and all that compiling needs.
 * The arrays of a `Forest` take three times the memory, and follow from these.
 */
export interface NodeCodes {
  /** Length N: what a node tests, by `testOf`; 0 for a leaf. */
  readonly tests: Words;
  /**
   * Length N. Numeric split: the index of its threshold in the feature's table, or how many thresholds are below it.
   * (They differ for 0 behind -0 alone, where no value has a rank between the two.) Categorical split: its set. Leaf:
   * its row.
   */
  readonly codes: Words;
  /** A 1 for each test that a split has. */
  readonly used: Uint8Array;
  /** The categorical splits, ascending. */
  readonly categorical: readonly number[];
}

type Words = Uint16Array | Uint32Array;

/** Bits of `Forest`'s flags. */
const FLAG_BITS = 4;

export const FLAG_MASK = (1 << FLAG_BITS) - 1;

/** Room for whole numbers from 0 to `largest`. */
export function roomFor(count: number, largest: number): Words {
  return largest > 0xffff ? new Uint32Array(count) : new Uint16Array(count);
}

/** Positive for a split. */
export function testOf(feature: number, flags: number): number {
  return ((feature + 1) << FLAG_BITS) | flags;
}

/** LEAF for a leaf. */
export function testedFeature(test: number): number {
  return (test >>> FLAG_BITS) - 1;
}

/** The codes of a forest's nodes. @param rankIn how many of a feature's thresholds are below a number */
export function nodeCodes(
  { featureCount, feature, threshold, next, flags }: Forest,
  rankIn: (feature: number, value: number) => number,
): NodeCodes {
  const nodes = feature.length;
  const tests = roomFor(nodes, testOf(featureCount, 0));
  const codes = new Uint32Array(nodes);
  const used = new Uint8Array(testOf(featureCount, 0));
  const categorical: number[] = [];
  for (let node = 0; node < nodes; node++) {
    const tested = feature[node]!;
    const flag = flags[node]!;
    if (tested === LEAF) {
      codes[node] = next[node]!;
      continue;
    }
    const value = threshold[node]!;
    const test = testOf(tested, flag);
    tests[node] = test;
    used[test] = 1;
    const isCategorical = (flag & CATEGORICAL) !== 0;
    if (isCategorical) categorical.push(node);
    codes[node] = isCategorical ? value : rankIn(tested, value);
  }
  return { tests, codes, used, categorical };
}

/** The flags that any split has. */
export function flagsOf({ used }: Pick<NodeCodes, 'used'>): number {
  return used.reduce((flags, isUsed, test) => flags | (isUsed * test), 0) & FLAG_MASK;
}

/** Whether splits are more than comparisons with thresholds. */
export function hasOddSplits(nodes: NodeCodes): boolean {
  return (flagsOf(nodes) & (CATEGORICAL | ZERO_MISSING)) !== 0;
}

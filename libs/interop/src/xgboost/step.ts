/**
 * The answer of `binary:hinge`, 1 for a margin above 0 and else 0, as a logistic function: of a margin that the last tree
 * lowers by the least float32, times a factor that makes it 0 or 1 to the bit.
 */
import { damaged } from '../errors.ts';
import type { ForeignNode } from '../preorder.ts';

const LEAST = 2 ** -149;

/** Makes 2^51 of the least float32. */
export const STEP_FACTOR = 2 ** 200;

/** Of the last tree: it changes a margin of 0, and no other one but `LEAST`, which `requireEven` keeps out. */
export const STEP_LEAF = [-LEAST];

/**
 * Sums of even multiples of the least float32 are even multiples, too.
 *
 * @throws {ForeignModelError} for numbers so small that no training makes them
 */
export function requireEven(numbers: Iterable<number>): void {
  for (const number of numbers) {
    if (number % (2 * LEAST) !== 0)
      throw damaged(`Found ${number} in a model of binary:hinge, expected no number below 1e-37.`);
  }
}

/** Nodes of a tree whose leaves are even. */
export function evenLeaves(nodeAt: (index: number) => ForeignNode) {
  return (index: number): ForeignNode => {
    const node = nodeAt(index);
    if ('leaf' in node) requireEven(node.leaf);
    return node;
  };
}

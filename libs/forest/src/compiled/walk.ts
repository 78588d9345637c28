import type { CompactTrees } from './compact-trees.ts';

/** Walks that share a loop, so that the memory of one is waited for while the others go on. */
export const LANES = 8;

/**
 * Sends one row through all trees, eight trees at a time.
 *
 * @param roots length a multiple of LANES
 * @param keys the row's keys
 * @param reached as long as roots; receives the place of the leaf that each tree's walk reached
 */
export function walkTrees(
  { nodes, firstSplit, keys: { shift } }: CompactTrees,
  roots: Int32Array,
  keys: Int32Array,
  reached: Int32Array,
): void {
  const slotMask = (1 << shift) - 1;
  for (let tree = 0; tree < roots.length; tree += LANES) {
    let a = roots[tree]!;
    let b = roots[tree + 1]!;
    let c = roots[tree + 2]!;
    let d = roots[tree + 3]!;
    let e = roots[tree + 4]!;
    let f = roots[tree + 5]!;
    let g = roots[tree + 6]!;
    let h = roots[tree + 7]!;
    // Places of leaves are below the power of two firstSplit, and so is what they have in common.
    while ((a | b | c | d | e | f | g | h) >= firstSplit) {
      const wordA = nodes[a]!;
      const wordB = nodes[b]!;
      const wordC = nodes[c]!;
      const wordD = nodes[d]!;
      const wordE = nodes[e]!;
      const wordF = nodes[f]!;
      const wordG = nodes[g]!;
      const wordH = nodes[h]!;
      // The difference's sign bit is 1 if the key is greater: the right child stands one place further.
      a = nodes[a + 1 + ((wordA - keys[wordA & slotMask]!) >>> 31)]!;
      b = nodes[b + 1 + ((wordB - keys[wordB & slotMask]!) >>> 31)]!;
      c = nodes[c + 1 + ((wordC - keys[wordC & slotMask]!) >>> 31)]!;
      d = nodes[d + 1 + ((wordD - keys[wordD & slotMask]!) >>> 31)]!;
      e = nodes[e + 1 + ((wordE - keys[wordE & slotMask]!) >>> 31)]!;
      f = nodes[f + 1 + ((wordF - keys[wordF & slotMask]!) >>> 31)]!;
      g = nodes[g + 1 + ((wordG - keys[wordG & slotMask]!) >>> 31)]!;
      h = nodes[h + 1 + ((wordH - keys[wordH & slotMask]!) >>> 31)]!;
    }
    reached[tree] = a;
    reached[tree + 1] = b;
    reached[tree + 2] = c;
    reached[tree + 3] = d;
    reached[tree + 4] = e;
    reached[tree + 5] = f;
    reached[tree + 6] = g;
    reached[tree + 7] = h;
  }
}

/**
 * Sends many rows through one tree, eight rows at a time.
 *
 * @param root the place of the tree's root
 * @param keys row i's keys start at i << shift
 * @param count rows, a multiple of LANES
 * @param reached receives the place of the leaf that each row's walk reached
 */
export function walkRows(
  { nodes, firstSplit, keys: { shift } }: CompactTrees,
  root: number,
  keys: Int32Array,
  count: number,
  reached: Int32Array,
): void {
  const slotMask = (1 << shift) - 1;
  const size = 1 << shift;
  for (let row = 0; row < count; row += LANES) {
    const keysA = row << shift;
    const keysB = keysA + size;
    const keysC = keysB + size;
    const keysD = keysC + size;
    const keysE = keysD + size;
    const keysF = keysE + size;
    const keysG = keysF + size;
    const keysH = keysG + size;
    let a = root;
    let b = root;
    let c = root;
    let d = root;
    let e = root;
    let f = root;
    let g = root;
    let h = root;
    while ((a | b | c | d | e | f | g | h) >= firstSplit) {
      const wordA = nodes[a]!;
      const wordB = nodes[b]!;
      const wordC = nodes[c]!;
      const wordD = nodes[d]!;
      const wordE = nodes[e]!;
      const wordF = nodes[f]!;
      const wordG = nodes[g]!;
      const wordH = nodes[h]!;
      a = nodes[a + 1 + ((wordA - keys[keysA + (wordA & slotMask)]!) >>> 31)]!;
      b = nodes[b + 1 + ((wordB - keys[keysB + (wordB & slotMask)]!) >>> 31)]!;
      c = nodes[c + 1 + ((wordC - keys[keysC + (wordC & slotMask)]!) >>> 31)]!;
      d = nodes[d + 1 + ((wordD - keys[keysD + (wordD & slotMask)]!) >>> 31)]!;
      e = nodes[e + 1 + ((wordE - keys[keysE + (wordE & slotMask)]!) >>> 31)]!;
      f = nodes[f + 1 + ((wordF - keys[keysF + (wordF & slotMask)]!) >>> 31)]!;
      g = nodes[g + 1 + ((wordG - keys[keysG + (wordG & slotMask)]!) >>> 31)]!;
      h = nodes[h + 1 + ((wordH - keys[keysH + (wordH & slotMask)]!) >>> 31)]!;
    }
    reached[row] = a;
    reached[row + 1] = b;
    reached[row + 2] = c;
    reached[row + 3] = d;
    reached[row + 4] = e;
    reached[row + 5] = f;
    reached[row + 6] = g;
    reached[row + 7] = h;
  }
}

import type { GrowthProblem } from '../growth.ts';
import type { FoundSplit } from './find-split.ts';
import { codesOf } from './node.ts';
import type { Samples } from './node.ts';

/** A split as the tree stores it. */
export interface SplitRule {
  readonly feature: number;
  readonly missingLeft: boolean;
  /** Numeric: the codes next to the threshold on either side. Categorical: the set's words. */
  readonly test:
    | { readonly kind: 'numeric'; readonly cut: number; readonly above: number }
    | { readonly kind: 'categorical'; readonly bits: Uint32Array };
}

/**
 * Applies a split to the node's samples.
 *
 * If no value is missing here, missing values go to the side with more samples (left if equal). Levels
 * that the node has not seen go that way too.
 *
 * @returns isLeft: 1 for each sample that goes left
 */
export function splitSamples(
  problem: GrowthProblem,
  samples: Samples,
  found: FoundSplit,
): { rule: SplitRule; isLeft: Uint8Array } {
  const { feature } = found;
  const bins = problem.table.features[feature]!;
  const missing = bins.codeCount;
  const codes = codesOf(problem, feature, samples);
  const groupRule = found.grouping.ruleFor(found.last);
  const goesLeft = (code: number): boolean => {
    if (groupRule.kind === 'categorical') return groupRule.left.has(code);
    return code === missing ? found.missingLeft === true : code <= groupRule.cut;
  };
  const isLeft = Uint8Array.from(codes, (code) => Number(goesLeft(code)));

  let missingLeft = moreGoLeft(samples, isLeft);
  if (codes.includes(missing)) missingLeft = goesLeft(missing);
  if (groupRule.kind === 'categorical') {
    const bits = new Uint32Array(Math.ceil(missing / 32)).fill(missingLeft ? 0xffff_ffff : 0);
    for (const code of codes) {
      if (code === missing) continue;
      const bit = 1 << (code & 31);
      if (goesLeft(code)) bits[code >>> 5]! |= bit;
      else bits[code >>> 5]! &= ~bit;
    }
    return { rule: { feature, missingLeft, test: { kind: 'categorical', bits } }, isLeft };
  }
  let cut = 0;
  let above = missing;
  codes.forEach((code, i) => {
    if (code === missing) return;
    if (isLeft[i] === 1) cut = Math.max(cut, code);
    else above = Math.min(above, code);
  });
  return { rule: { feature, missingLeft, test: { kind: 'numeric', cut, above } }, isLeft };
}

function moreGoLeft({ counts }: Samples, isLeft: Uint8Array): boolean {
  let balance = 0;
  counts.forEach((count, i) => (balance += isLeft[i] === 1 ? count : -count));
  return balance >= 0;
}

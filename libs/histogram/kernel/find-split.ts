/** Draws features and keeps the best split; see src/reference/find-split.ts. */
import {
  constants,
  featureCount,
  featureOrder,
  featuresPerSplit,
  isConstant,
  isRandom,
} from './memory';
import { bestScore, startNode } from './best';
import { bestPossibleScore } from './node';
import { randomBelow } from './random';
import { tryFeature } from './try-feature';

/** How many features are known to be constant here: the first entries of `constants`. */
let constantCount: u32 = 0;

export function forgetConstants(): void {
  memory.fill(isConstant, 0, featureCount);
  constantCount = 0;
}

/** Goes back to the state of an ancestor. */
export function restoreConstants(count: u32): void {
  while (constantCount > count) {
    constantCount--;
    store<u8>(isConstant + load<u32>(constants + ((<usize>constantCount) << 2)), 0);
  }
}

export function knownConstants(): u32 {
  return constantCount;
}

/**
 * Once no other split can be better, features are still drawn, to keep the random numbers in step, but
 * not searched.
 *
 * @returns whether there is one; `best` and `try-feature` hold it
 */
export function findSplit(): bool {
  startNode();
  const enough = isRandom ? Infinity : bestPossibleScore();
  let allConstant = true;
  for (let drawn: u32 = 0; drawn < featureCount; drawn++) {
    if (drawn >= featuresPerSplit && !allConstant) break;
    const here = featureOrder + ((<usize>drawn) << 2);
    const other = featureOrder + ((<usize>(drawn + randomBelow(featureCount - drawn))) << 2);
    const feature = load<u32>(other);
    store<u32>(other, load<u32>(here));
    store<u32>(here, feature);
    if (bestScore >= enough || load<u8>(isConstant + feature) != 0) continue;
    if (tryFeature(feature)) {
      allConstant = false;
      continue;
    }
    store<u8>(isConstant + feature, 1);
    store<u32>(constants + ((<usize>constantCount) << 2), feature);
    constantCount++;
  }
  return bestScore > -Infinity;
}

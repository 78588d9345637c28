/** Draws features and keeps the best split; see src/reference/find-split.ts. */
import { bestScore, startNode } from './best';
import { drawFeature } from './draw-features';
import { reserve } from './memory';
import { bestPossibleScore } from './node';
import { nowhere } from './numbers';
import { featureCount, featuresPerSplit, isRandom } from './problem';
import { tryFeature } from './try-feature';

/** [featureCount] each: features that are constant in the whole subtree, as flags and as a list. */
let isConstant = nowhere<u8>();
let constants = nowhere<u32>();
/** The length of the list. */
export let constantCount: u32 = 0;

export function layOut(): void {
  isConstant = reserve<u8>(featureCount);
  constants = reserve<u32>(featureCount);
}

/** Goes back to the state of an ancestor. */
export function restoreConstants(count: u32): void {
  while (constantCount > count) isConstant[constants[--constantCount]] = 0;
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
    const feature = drawFeature(drawn);
    if (bestScore >= enough || isConstant[feature]) continue;
    if (tryFeature(feature)) {
      allConstant = false;
      continue;
    }
    isConstant[feature] = 1;
    constants[constantCount++] = feature;
  }
  return bestScore > -Infinity;
}

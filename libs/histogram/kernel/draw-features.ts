/** The order in which features are tried: a Fisher-Yates shuffle, as far as it is needed. */
import { reserve } from './memory';
import { nowhere } from './numbers';
import { featureCount } from './problem';
import { randomBelow } from './random';

/** [featureCount] */
let order = nowhere<u32>();

export function layOut(): void {
  order = reserve<u32>(featureCount);
}

/** The state where a tree's growth starts. */
export function resetOrder(): void {
  for (let feature: u32 = 0; feature < featureCount; feature++) order[feature] = feature;
}

/** @param drawn features drawn in this node so far */
export function drawFeature(drawn: u32): u32 {
  const other = drawn + randomBelow(featureCount - drawn);
  const feature = order[other];
  order[other] = order[drawn];
  order[drawn] = feature;
  return feature;
}

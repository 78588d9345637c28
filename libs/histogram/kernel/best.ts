import { ownScore } from './node';

/** The best place so far in the current feature, and the score that a place must exceed. */
export let bestScore: f64 = -Infinity;
/** The last group that goes left, where `placeFound`. */
export let lastGroup: u32 = 0;
export let missingSide: u32 = 0;
export let placeFound: bool = false;

export const MISSING_NONE: u32 = 0;
export const MISSING_RIGHT: u32 = 1;
export const MISSING_IS_LEFT: u32 = 2;

export function startNode(): void {
  bestScore = -Infinity;
}

export function startFeature(): void {
  placeFound = false;
}

/** Before the places of a feature of whose gain only a share counts. */
export function shrinkGains(share: f64): void {
  if (share < 1) bestScore = ownScore + (bestScore - ownScore) / share;
}

/** After them. @param before `bestScore` before `shrinkGains` */
export function restoreGains(share: f64, before: f64): void {
  if (!placeFound) bestScore = before;
  else if (share < 1) bestScore = ownScore + (bestScore - ownScore) * share;
}

/** Keeps the first of equals; NaN never wins. */
export function offer(score: f64, last: u32, missing: u32): void {
  if (score > bestScore) {
    bestScore = score;
    lastGroup = last;
    missingSide = missing;
    placeFound = true;
  }
}

/** a / b + c / d by one division of two lanes. */
export function sumOfQuotients(a: f64, b: f64, c: f64, d: f64): f64 {
  const quotients = f64x2.div(
    f64x2.replace_lane(f64x2.splat(a), 1, c),
    f64x2.replace_lane(f64x2.splat(b), 1, d),
  );
  return f64x2.extract_lane(quotients, 0) + f64x2.extract_lane(quotients, 1);
}

import { missingTest } from '@lambda-forest/schema';

const isMissing = missingTest();

/**
 * Rows of each level. One that is spelled like a missing value, such as `NA`, has a row at least: then it is read as the
 * level, which it was to the library.
 *
 * @param counts undefined where they are unknown
 */
export function levelCounts(levels: readonly string[], counts?: readonly number[]): number[] {
  return levels.map((level, code) => Math.max(counts?.[code] ?? 0, isMissing(level) ? 1 : 0));
}

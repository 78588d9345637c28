import { MAX_CODES } from '../binned-table.ts';
import type { NumericBins } from '../binned-table.ts';

/** Values and how many rows have them: ascending, each entry from `minima` to `maxima`, which do not overlap. */
export interface CountedValues {
  readonly minima: Float64Array;
  /** The same array if each entry is one value. */
  readonly maxima: Float64Array;
  readonly counts: Float64Array;
}

/** The bins that `binNumeric` makes of a column with these values; where entries have several, they stay together. */
export function binCounts({ minima, maxima, counts }: CountedValues): NumericBins {
  if (minima.length <= MAX_CODES) {
    return { kind: 'numeric', codeCount: minima.length, minima, maxima };
  }
  const share = counts.reduce((sum, rows) => sum + rows, 0) / MAX_CODES;
  const least = new Float64Array(MAX_CODES);
  const most = new Float64Array(MAX_CODES);
  let code = -1;
  let rowsBefore = 0;
  for (let entry = 0; entry < minima.length; entry++) {
    if (code < 0 || rowsBefore >= (code + 1) * share) least[++code] = minima[entry]!;
    most[code] = maxima[entry]!;
    rowsBefore += counts[entry]!;
  }
  const codeCount = code + 1;
  return {
    kind: 'numeric',
    codeCount,
    minima: least.slice(0, codeCount),
    maxima: most.slice(0, codeCount),
  };
}

import type { BinnedTable } from '../binned-table.ts';

/** A feature's codes, merged into bins; the bin after the last is that of missing values. */
export interface FeatureBins {
  /** Length codeCount + 1, ascending: the bin of each code, and of the missing code. */
  readonly binOf: Uint16Array;
  /** Length binCount: the last code of each bin. */
  readonly lastCode: Uint16Array;
}

/**
 * Numeric codes are merged where there are more than `maxBins`, into bins of about equally many rows; levels
 * are not.
 */
export function mergeCodes(table: BinnedTable, feature: number, maxBins: number): FeatureBins {
  const { kind, codeCount } = table.features[feature]!;
  if (kind === 'categorical' || codeCount <= maxBins) {
    return {
      binOf: Uint16Array.from({ length: codeCount + 1 }, (_, code) => code),
      lastCode: Uint16Array.from({ length: codeCount }, (_, code) => code),
    };
  }
  const { rowCount } = table;
  const counts = new Uint32Array(codeCount + 1);
  const column = table.columns[feature]!;
  for (let row = 0; row < rowCount; row++) counts[column[row]!]!++;
  const binOf = new Uint16Array(codeCount + 1);
  const lastCode: number[] = [];
  let rowsLeft = rowCount - counts[codeCount]!;
  let inBin = 0;
  for (let code = 0; code < codeCount; code++) {
    binOf[code] = lastCode.length;
    inBin += counts[code]!;
    const binsLeft = maxBins - lastCode.length;
    if (code < codeCount - 1 && (binsLeft === 1 || inBin < rowsLeft / binsLeft)) continue;
    lastCode.push(code);
    rowsLeft -= inBin;
    inBin = 0;
  }
  binOf[codeCount] = lastCode.length;
  return { binOf, lastCode: Uint16Array.from(lastCode) };
}

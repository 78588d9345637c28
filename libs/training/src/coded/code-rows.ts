import type { Dataset } from '@lambda-forest/data';
import { binTable } from '@lambda-forest/histogram';
import type { BinnedFeature, NumericBins } from '@lambda-forest/histogram';
import { quote } from '@lambda-forest/text';

import { TrainingInputError } from '../errors.ts';
import { codesFor } from './coded-rows.ts';
import type { CodedRows, Codes } from './coded-rows.ts';
import { isExact } from './coding.ts';
import type { Coding } from './coding.ts';

/**
 * Rows of a piece of a table as codes.
 *
 * @param dataset the piece, with the schema of the whole table
 * @param lines length rowCount: the line of its file on which each row starts
 * @throws {TrainingInputError} for a number that the bins do not have: the table was another one when they were found
 */
export function codeRows(
  dataset: Dataset<Float64Array>,
  lines: Uint32Array,
  coding: Coding,
): CodedRows {
  const { rowCount, target, columns, schema } = dataset;
  return {
    rowCount,
    target,
    lines,
    columns: coding.bins.map((bins, feature) => {
      const values = columns[feature]!;
      const codes = codeColumn(values, bins, schema.features[feature]!.name);
      return { codes, values: coding.keepsNumbers[feature] ? values : undefined };
    }),
  };
}

function codeColumn(values: Float64Array, bins: BinnedFeature, name: string): Codes {
  const { codeCount } = bins;
  const codes = new (codesFor(codeCount))(values.length);
  if (bins.kind === 'categorical') {
    for (const [row, level] of values.entries()) codes[row] = level === level ? level : codeCount;
    return codes;
  }
  // Each different number is looked up once, unless there are too many of them here too.
  const here = binTable([{ kind: 'numeric', values }]);
  const own = here.features[0] as NumericBins;
  const codesHere = here.columns[0]!;
  const isListed = isExact(own);
  const codeOf = (value: number) => findCode(value, bins, name);
  const places = isListed ? Uint16Array.from(own.minima, codeOf) : undefined;
  for (const [row, value] of values.entries()) {
    codes[row] = value !== value ? codeCount : (places?.[codesHere[row]!] ?? codeOf(value));
  }
  return codes;
}

function findCode(value: number, { minima, maxima }: NumericBins, name: string): number {
  let from = 0;
  let to = minima.length; // the code is below
  while (to - from > 1) {
    const middle = (from + to) >>> 1;
    if (minima[middle]! <= value) from = middle;
    else to = middle;
  }
  if (value >= minima[from]! && value <= maxima[from]!) return from;
  throw new TrainingInputError(
    `Found ${value} in column ${quote(name)}, which the table did not have when it was read before, expected it to stay as it was.`,
    'Train again, and leave the files alone meanwhile.',
  );
}

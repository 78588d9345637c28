import { formatInteger, option } from '@lambda-forest/text';

import type { Dataset } from '../dataset/dataset.ts';
import { writtenNumbers } from './written-numbers.ts';
import type { Suspicion } from './suspicion.ts';

/** -99, 999, -9999 and so on: what instruments and surveys write where they have no value. */
const MARKER = /^-?9{2,6}$/;
const FEWEST = 2;

/**
 * Columns of numbers, and quantities, with a marker number in several rows that is farther from all other values
 * than these are from each other.
 */
export function findMarkerNumbers(dataset: Dataset): Suspicion[] {
  return writtenNumbers(dataset).flatMap(({ name, values }) => describeMarkers(name, values));
}

function describeMarkers(column: string, values: ArrayLike<number>): Suspicion[] {
  const [least, most] = rangeOf(values, undefined);
  return [least, most].flatMap((marker): Suspicion[] => {
    if (!MARKER.test(String(marker))) return [];
    const [low, high, rows] = rangeOf(values, marker);
    const gap = marker < low ? low - marker : marker - high;
    if (rows < FEWEST || low >= high || gap <= high - low) return [];
    const message = `${marker} in ${formatInteger(rows)} rows, all others from ${low} to ${high}: if it stands for a missing value, name it with ${option('missing-values')}=${marker}`;
    return [{ code: 'marker-numbers', column, message }];
  });
}

/** The least and the greatest of the values other than `marker`, and how many are equal to it. */
function rangeOf(values: ArrayLike<number>, marker: number | undefined): [number, number, number] {
  let [low, high, rows] = [Infinity, -Infinity, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === marker) rows++;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high, rows];
}

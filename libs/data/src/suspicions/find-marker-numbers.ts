import { dayText } from '@lambda-forest/schema';
import type { MissingTest } from '@lambda-forest/schema';
import { count, option } from '@lambda-forest/text';

import type { Dataset } from '../dataset/dataset.ts';
import { allNumbers } from '../dataset/feature-column.ts';
import { writtenNumbers } from './written-numbers.ts';
import type { Suspicion } from './suspicion.ts';

/**
 * What instruments, surveys and programs write where they have no value: -99, 999, -9999 and so on, the ends of whole
 * numbers of 16 and 32 bits, large powers of ten, netCDF's fill value and the end of numbers of 32 bits.
 */
const MARKER =
  /^-?(?:9{2,9}(?:\.9+)?|3276[78]|65535|214748364[78]|4294967295|1e\+(?:19|20|3[0-8])|9\.96920996838\d*e\+36|3\.402823\d*e\+38|1\.797\d*e\+308)$/;
/** The first and last days of databases, spreadsheets and calendars. */
const MARKER_DAY =
  /^(?:0001|1000|1753|1900|1901|1970)-01-01$|^1899-12-3[01]$|^(?:2099|2999|9999)-12-31$/;
const FEWEST = 2;

/**
 * Columns of numbers or dates, and quantities, with a marker in several rows that is farther from all other values than
 * these are from each other; and columns whose least or greatest number is a named marker, in another spelling.
 */
export function findMarkerNumbers(dataset: Dataset, isMissing: MissingTest): Suspicion[] {
  const dates = dataset.schema.features.flatMap((feature, i) => {
    const source = feature.kind === 'numeric' ? feature.source : undefined;
    if (source === undefined || !('part' in source) || source.part !== 'days') return [];
    return describeMarkers(source.column, allNumbers(dataset.columns[i]!), MARKER_DAY, dayText);
  });
  const numbers = writtenNumbers(dataset).flatMap(({ name, values: own }) => {
    const values = allNumbers(own);
    return [
      ...describeNamed(name, values, isMissing),
      ...describeMarkers(name, values, MARKER, spelled),
    ];
  });
  return [...numbers, ...dates];
}

/** Cells are compared with the markers before marks of thousands are taken out of them. */
function describeNamed(
  column: string,
  values: ArrayLike<number>,
  isMissing: MissingTest,
): Suspicion[] {
  const ends = new Set(rangeOf(values, undefined).slice(0, 2));
  return [...ends].flatMap((marker): Suspicion[] => {
    if (!Number.isFinite(marker) || !isMissing(spelled(marker))) return [];
    const [, , rows] = rangeOf(values, marker);
    const message = `${spelled(marker)} in ${count(rows, 'row')} is read as a number, although ${option('missing-values')} names it: the table writes it with marks of thousands; leave these cells empty`;
    return [{ code: 'marker-numbers', column, message }];
  });
}

/** As an option takes it as a number: many digits are a code. */
function spelled(value: number): string {
  return Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential() : String(value);
}

/** @param spell how a value is written */
function describeMarkers(
  column: string,
  values: ArrayLike<number>,
  markers: RegExp,
  spell: (value: number) => string,
): Suspicion[] {
  const [least, most] = rangeOf(values, undefined);
  return [least, most].flatMap((marker): Suspicion[] => {
    if (!Number.isFinite(marker) || !markers.test(spell(marker))) return [];
    const [low, high, rows] = rangeOf(values, marker);
    const gap = marker < low ? low - marker : marker - high;
    if (rows < FEWEST || low >= high || gap <= high - low) return [];
    const message = `${spell(marker)} in ${count(rows, 'row')}, all others from ${spell(low)} to ${spell(high)}: if it stands for a missing value, name it with ${option('missing-values')}=${spell(marker)}`;
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

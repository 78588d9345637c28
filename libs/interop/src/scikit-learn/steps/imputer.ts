/** SimpleImputer and MissingIndicator (sklearn/impute/_base.py). */
import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../../errors.ts';
import { arrayOf, numbersOf } from '../../pickle/nd-array.ts';
import { isGlobal } from '../../pickle/values.ts';
import type { PickleValue } from '../../pickle/values.ts';
import { attributeOf, estimatorOf } from '../attributes.ts';
import type { Estimator } from '../attributes.ts';
import { cellsOf, MISSING } from './categories.ts';
import { changed } from './step-column.ts';
import type { StepColumn } from './step-column.ts';

/** Missing values become the statistic of their column; then follow the columns that say which were missing. */
export function imputed(imputer: Estimator, columns: readonly StepColumn[]): StepColumn[] {
  requireMissingMarker(imputer);
  const statistics = cellsOf(attributeOf(imputer, 'statistics_'), 'statistics_');
  if (statistics.length !== columns.length)
    throw damaged(
      `Found ${count(statistics.length, 'statistic')} of ${count(columns.length, 'column')}.`,
    );
  // A column that training had no value of has no statistic, and is left out.
  const filled = columns.flatMap((column, i) => {
    const statistic = statistics[i]!;
    return statistic === MISSING ? [] : [filledWith(column, statistic)];
  });
  const indicator = imputer.attributes.get('indicator_');
  if (indicator === undefined || indicator === null) return filled;
  return [...filled, ...indicated(estimatorOf(indicator, 'the indicator'), columns)];
}

function filledWith(column: StepColumn, statistic: number | string): StepColumn {
  if (column.kind === 'plain') {
    return Number.isNaN(column.missing) ? { ...column, missing: statistic } : column;
  }
  const after =
    typeof statistic === 'number'
      ? changed(column, (number) => (Number.isNaN(number) ? statistic : number))
      : undefined;
  if (after !== undefined) return after;
  throw damaged('Found a text for missing numbers in SimpleImputer.');
}

/** 1 where a value is missing, else 0. */
export function indicated(indicator: Estimator, columns: readonly StepColumn[]): StepColumn[] {
  requireMissingMarker(indicator);
  const what = 'features_ of MissingIndicator';
  const features = numbersOf(arrayOf(attributeOf(indicator, 'features_'), what), what);
  return [...features].map((feature) => {
    const column = columns[feature];
    if (column === undefined) throw damaged(`Found the feature ${feature} for ${what}.`);
    const { source, missing } = column;
    const flag = missing === undefined ? undefined : Number(Number.isNaN(missing));
    if (column.kind === 'levels') {
      const isMissing = (number: number) => Number(Number.isNaN(number));
      return changed(column, isMissing)!;
    }
    return { kind: 'constant', source, value: 0, missing: flag };
  });
}

/** Another marker, such as -1, is a number of the table. */
function requireMissingMarker(imputer: Estimator): void {
  const marker = attributeOf(imputer, 'missing_values');
  if (marker === null || Number.isNaN(marker) || isPandasNa(marker)) return;
  throw new ForeignModelError(
    `Found ${imputer.className} for values other than missing ones, expected missing_values=nan.`,
    'Make these values missing in the table before training.',
  );
}

function isPandasNa(value: PickleValue): boolean {
  return isGlobal(value) && value.name === 'NA';
}

/** What HistGradientBoosting knows of categories (sklearn/ensemble/_hist_gradient_boosting/binning.py). */
import { count } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { arrayOf, numbersOf } from '../pickle/nd-array.ts';
import { isList } from '../pickle/values.ts';
import { attributeOf, estimatorOf } from './attributes.ts';
import type { Estimator } from './attributes.ts';
import type { StepColumn } from './steps/step-column.ts';
import { transformed } from './steps/steps.ts';

interface HistCategories {
  /** What the trees split: columns of categories come first since 1.4. */
  readonly columns: readonly StepColumn[];
  /** The codes of a feature that training saw; all others count as missing. */
  readonly codesOf: (feature: number) => ReadonlySet<number>;
}

export function categoriesOf(estimator: Estimator, given: readonly StepColumn[]): HistCategories {
  const columns = transformed(estimator.attributes.get('_preprocessor') ?? null, given);
  const mapper = estimatorOf(attributeOf(estimator, '_bin_mapper'), 'the bins');
  const what = 'the categorical features';
  const flags = numbersOf(arrayOf(attributeOf(mapper, 'is_categorical_'), what), what);
  const bins = attributeOf(mapper, 'bin_thresholds_');
  if (flags.length !== columns.length || !isList(bins) || bins.length !== flags.length)
    throw damaged(`Found bins of ${count(flags.length, 'feature')}, expected ${columns.length}.`);
  const codes = new Map<number, ReadonlySet<number>>();
  flags.forEach((flag, feature) => {
    if (flag === 0) return;
    codes.set(feature, new Set(numbersOf(arrayOf(bins[feature], what), what)));
  });
  const codesOf = (feature: number) => {
    const known = codes.get(feature);
    if (known !== undefined) return known;
    throw damaged(`Found feature ${feature} split by categories, expected a number.`);
  };
  return {
    columns: columns.map((column, feature) =>
      codes.has(feature) ? coded(column, codesOf(feature)) : column,
    ),
    codesOf,
  };
}

/** Up to 1.3, a column of categories has their codes. Others than those of training are refused. */
function coded(column: StepColumn, codes: ReadonlySet<number>): StepColumn {
  if (column.kind === 'levels') return column;
  if (column.kind !== 'plain' || typeof column.missing === 'string') {
    throw new ForeignModelError(
      'Found categories that a step before has changed, expected codes of an encoder or of the table.',
      'Leave the columns of categories out of the scaling.',
    );
  }
  const { source, missing } = column;
  const sorted = [...codes].sort((a, b) => a - b);
  const levels = sorted.map(String);
  const valueOf = (level: number) => sorted[level]!;
  return { kind: 'levels', source, levels, valueOf, missing, unseen: undefined };
}

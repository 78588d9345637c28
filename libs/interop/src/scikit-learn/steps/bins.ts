/** KBinsDiscretizer and Binarizer (sklearn/preprocessing/_discretization.py, _data.py). */
import { formatInteger } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../../errors.ts';
import { MAX_COLUMNS } from '../../foreign-model.ts';
import { largestWhere } from '../../largest-where.ts';
import { arrayOf, numbersOf } from '../../pickle/nd-array.ts';
import { isGlobal } from '../../pickle/values.ts';
import { attributeOf, numberOf, versionOf } from '../attributes.ts';
import type { Estimator } from '../attributes.ts';
import { changed, requiringValues } from './step-column.ts';
import type { StepColumn } from './step-column.ts';

/**
 * Each number as that of its bin: how many inner edges are at most as large; or a column for each bin, 1 in its rows. A
 * missing number is refused.
 */
export function binned(step: Estimator, columns: readonly StepColumn[]): StepColumn[] {
  if (/^(0|1\.[01])\./.test(versionOf(step))) {
    throw new ForeignModelError(
      'Found a KBinsDiscretizer of scikit-learn before 1.2, which moves numbers near an edge of a bin.',
      'Fit it with scikit-learn 1.2 or newer.',
    );
  }
  const type = step.attributes.get('dtype') ?? null;
  if (type !== null && !(isGlobal(type) && type.name === 'float64')) {
    throw new ForeignModelError(
      'Found a KBinsDiscretizer with a dtype, to which it rounds numbers first, expected one without.',
      'Train it without dtype.',
    );
  }
  const encode = attributeOf(step, 'encode');
  const what = 'the edges of bins';
  const { objects } = arrayOf(attributeOf(step, 'bin_edges_'), what);
  return columns.flatMap((column, i) => {
    const edges = numbersOf(arrayOf(objects[i], what), what).subarray(1, -1);
    if (edges.length >= MAX_COLUMNS)
      throw damaged(
        `Found ${formatInteger(edges.length + 1)} bins, expected at most ${formatInteger(MAX_COLUMNS)}.`,
      );
    const bin = (number: number) =>
      Number.isNaN(number) ? number : edges.filter((edge) => edge <= number).length;
    const each = requiringValues(numbers(column, step, bin));
    if (encode === 'ordinal') return [each];
    const ends = endsOf(column, edges);
    const sparse = encode === 'onehot' ? 'ones' : undefined;
    return Array.from({ length: edges.length + 1 }, (_, k): StepColumn => {
      const isIn = (number: number) => (Number.isNaN(number) ? number : Number(number === k));
      const flag = changed(each, isIn)!;
      if (ends === undefined || typeof flag.missing === 'string') return { ...flag, sparse };
      return {
        kind: 'bins',
        source: flag.source,
        missing: flag.missing,
        ends,
        valueOf: isIn,
        sparse,
      };
    });
  });
}

/** 1 for numbers above the threshold, else 0. */
export function binarized(step: Estimator, columns: readonly StepColumn[]): StepColumn[] {
  const threshold = numberOf(attributeOf(step, 'threshold'), 'threshold');
  const isAbove = (number: number) => (Number.isNaN(number) ? number : Number(number > threshold));
  return columns.map((column) => requiringValues(numbers(column, step, isAbove)));
}

/** The largest number of the table below each edge; undefined for columns of levels, and for those that are bins already. */
function endsOf(column: StepColumn, edges: Float64Array): readonly number[] | undefined {
  if (column.kind !== 'plain' && column.kind !== 'number') return undefined;
  const valueOf = column.kind === 'number' ? column.valueOf : (number: number) => number;
  return [...edges].map((edge) => largestWhere((number) => valueOf(number) < edge));
}

function numbers(
  column: StepColumn,
  { className }: Estimator,
  change: (number: number) => number,
): StepColumn {
  const after = changed(column, change);
  if (after !== undefined) return after;
  throw new ForeignModelError(
    `Found texts before ${className}, expected numbers.`,
    'Encode them before they are put into bins.',
  );
}

/** KBinsDiscretizer (sklearn/preprocessing/_discretization.py). */
import { ForeignModelError } from '../../errors.ts';
import { arrayOf, numbersOf } from '../../pickle/nd-array.ts';
import { attributeOf, versionOf } from '../attributes.ts';
import type { Estimator } from '../attributes.ts';
import { changed, requiringValues } from './step-column.ts';
import type { StepColumn } from './step-column.ts';

/** Each number as that of its bin: how many inner edges are at most as large. A missing one is refused. */
export function binned(step: Estimator, columns: readonly StepColumn[]): StepColumn[] {
  if (attributeOf(step, 'encode') !== 'ordinal') {
    throw new ForeignModelError(
      'Found a KBinsDiscretizer that makes a column of each bin, expected encode="ordinal".',
      'Train it with encode="ordinal": trees split the numbers of bins as they do their columns.',
    );
  }
  if (/^(0|1\.[01])\./.test(versionOf(step))) {
    throw new ForeignModelError(
      'Found a KBinsDiscretizer of scikit-learn before 1.2, which moves numbers near an edge of a bin.',
      'Fit it with scikit-learn 1.2 or newer.',
    );
  }
  const what = 'the edges of bins';
  const { objects } = arrayOf(attributeOf(step, 'bin_edges_'), what);
  return columns.map((column, i) => {
    const edges = numbersOf(arrayOf(objects[i], what), what).subarray(1, -1);
    const bin = (number: number) =>
      Number.isNaN(number) ? number : edges.filter((edge) => edge <= number).length;
    const after = changed(column, bin);
    if (after !== undefined) return requiringValues(after);
    throw new ForeignModelError(
      'Found texts before KBinsDiscretizer, expected numbers.',
      'Encode them before they are put into bins.',
    );
  });
}

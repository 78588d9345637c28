import { numberAt } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import { spreadOfTrees } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import { INTERVAL_LEVEL } from '@lambda-forest/schema';
import type { IntervalWidth } from '@lambda-forest/schema';

import { markBags } from './out-of-bag.ts';

/** Of fewer residuals no quantile is worth telling. */
const FEWEST_RESIDUALS = 20;
/** Half the mean deviation is added to each, so that a row on which all trees happen to agree has an interval too. */
const FLOOR = 0.5;

/**
 * The width that a share INTERVAL_LEVEL of the residuals keeps to, the same for every row: split conformal prediction
 * (Lei et al. 2018, algorithm 2), whose quantile is the ceil((n + 1) level)-th smallest of n.
 *
 * @param residuals truth less prediction, of rows that the forest was not grown on
 * @returns undefined for fewer than 20
 */
export function constantWidth(residuals: Float64Array): IntervalWidth | undefined {
  const offset = quantile(residuals.map(Math.abs));
  return offset === undefined ? undefined : { offset, factor: 0 };
}

/**
 * The width from out-of-bag residuals, each by the deviation of the trees that had not seen the row: wider where these
 * disagree (locally weighted conformal prediction, Lei et al. 2018, section 5.2, on out-of-bag rows as in Johansson et
 * al. 2014). The whole forest is a little better than the trees that leave a row out: the coverage is rather above
 * the level, the more the fewer trees there are.
 *
 * @param dataset of a quantity, as the forest saw it
 * @param rows of the fit
 * @param bagOf the rows that tree t was grown on
 * @returns undefined for fewer than 20 rows that a tree left out
 */
export function outOfBagWidth(
  forest: Forest,
  { columns, target, rowCount }: Dataset,
  rows: Uint32Array,
  bagOf: (tree: number) => Uint32Array,
): IntervalWidth | undefined {
  const bags = markBags(bagOf, forest.treeStart.length - 1, rowCount);
  const values = new Float64Array(columns.length);
  const residuals = new Float64Array(rows.length);
  const deviations = new Float64Array(rows.length);
  let found = 0;
  for (const row of rows) {
    for (const [feature, column] of columns.entries()) values[feature] = numberAt(column, row);
    const isOut = (tree: number) => ((bags[tree]![row >>> 5]! >>> (row & 31)) & 1) === 0;
    const { mean, deviation } = spreadOfTrees(forest, values, isOut);
    if (Number.isNaN(deviation)) continue;
    residuals[found] = target[row]! - mean;
    deviations[found++] = deviation;
  }
  const known = residuals.subarray(0, found);
  const floor = (FLOOR * deviations.reduce((sum, deviation) => sum + deviation, 0)) / found;
  if (!(floor > 0)) return constantWidth(known);
  const factor = quantile(
    known.map((residual, i) => Math.abs(residual) / (deviations[i]! + floor)),
  );
  return factor === undefined ? undefined : { offset: factor * floor, factor };
}

function quantile(sizes: Float64Array): number | undefined {
  if (sizes.length < FEWEST_RESIDUALS) return undefined;
  return sizes.toSorted()[Math.ceil((sizes.length + 1) * INTERVAL_LEVEL) - 1];
}

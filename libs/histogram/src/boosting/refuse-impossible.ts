import { HistogramInputError } from '../errors.ts';
import type { BoostingProblem } from './boosting.ts';

/** @throws {HistogramInputError} for constraints or targets that the loss cannot have */
export function refuseImpossible({ table, target, loss, rows, limits }: BoostingProblem): void {
  if (rows.length === 0) throw new HistogramInputError('Found no rows to boost on', 'Give some');
  if (target.kind === 'classification' && target.classCount < 2) {
    throw new HistogramInputError('Found a target of one class', 'Boosting needs two or more');
  }
  if (target.kind === 'regression' && loss.kind === 'poisson') {
    const values = Array.from(rows, (row) => target.values[row]!);
    if (values.some((value) => value < 0) || values.every((value) => value === 0)) {
      throw new HistogramInputError(
        'Found targets that are negative or all 0',
        'The Poisson loss expects counts or rates: choose the squared error',
      );
    }
  }
  limits.monotonic?.forEach((direction, feature) => {
    if (direction === 0) return;
    const isCategorical = table.features[feature]?.kind === 'categorical';
    if (!isCategorical && !(target.kind === 'classification' && target.classCount > 2)) return;
    throw new HistogramInputError(
      `Found a monotonic constraint of feature ${feature}, ${isCategorical ? 'whose levels have no order' : 'with more than two classes'}`,
      'Leave it free',
    );
  });
}

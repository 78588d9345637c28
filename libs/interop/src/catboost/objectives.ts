/** What CatBoost learned, and how its raw values become what predict() or predict_proba() answers. */
import type { Link } from '@lambda-forest/forest';
import type { Task } from '@lambda-forest/schema';
import { quote } from '@lambda-forest/text';

import { ForeignModelError } from '../errors.ts';

export interface Objective {
  readonly task: Task;
  readonly link: Link['kind'];
}

const QUANTITY: Objective = { task: 'regression', link: 'identity' };
const POSITIVE: Objective = { task: 'regression', link: 'exp' };
const BINARY: Objective = { task: 'classification', link: 'binary-logistic' };

const OBJECTIVES: Readonly<Record<string, Objective>> = {
  RMSE: QUANTITY,
  MAE: QUANTITY,
  Quantile: QUANTITY,
  GroupQuantile: QUANTITY,
  LogLinQuantile: QUANTITY, // predict() answers with the logarithm
  Expectile: QUANTITY,
  MAPE: QUANTITY,
  Huber: QUANTITY,
  LogCosh: QUANTITY,
  Lq: QUANTITY,
  Cox: QUANTITY,
  SurvivalAft: QUANTITY, // with the logarithm of the time, too
  Poisson: POSITIVE,
  Tweedie: POSITIVE,
  Logloss: BINARY,
  Focal: BINARY,
  CrossEntropy: { task: 'regression', link: 'logistic' }, // of shares: there are no classes
  MultiClass: { task: 'classification', link: 'softmax' },
  MultiClassOneVsAll: { task: 'classification', link: 'logistic' },
  QueryRMSE: QUANTITY,
  QuerySoftMax: QUANTITY,
  QueryCrossEntropy: QUANTITY,
  PairLogit: QUANTITY,
  PairLogitPairwise: QUANTITY,
  YetiRank: QUANTITY,
  YetiRankPairwise: QUANTITY,
  StochasticRank: QUANTITY,
  StochasticFilter: QUANTITY,
  LambdaMart: QUANTITY,
};

/**
 * @param loss as the file has it, such as `Logloss`
 * @throws {ForeignModelError}
 */
export function objectiveOf(loss: string | undefined): Objective {
  const objective = loss !== undefined && Object.hasOwn(OBJECTIVES, loss) && OBJECTIVES[loss];
  if (objective) return objective;
  throw new ForeignModelError(
    loss === undefined
      ? 'Found a model of CatBoost without its loss function: what its values mean is unknown.'
      : `Found the CatBoost loss function ${quote(loss)}, expected one of ${Object.keys(OBJECTIVES).join(', ')}.`,
    loss?.startsWith('Multi') === true
      ? 'Train a model for each target.'
      : 'Train it with one of these loss functions.',
  );
}

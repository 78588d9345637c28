/** What XGBoost learned, and how its margins become predictions (src/objective). */
import type { Link } from '@lambda-forest/forest';
import type { Task } from '@lambda-forest/schema';
import { quote } from '@lambda-forest/text';

import { ForeignModelError } from '../errors.ts';
import { isBefore } from './version.ts';
import type { Version } from './version.ts';

export interface Objective {
  readonly task: Task;
  readonly link: Link['kind'];
  /** What the base score is changed by before it is a margin. */
  readonly toMargin: 'identity' | 'logit' | 'log';
  /** Whether it answers 1 for a margin above 0, and else 0. Default: no. */
  readonly isStep?: boolean;
}

const QUANTITY: Objective = { task: 'regression', link: 'identity', toMargin: 'identity' };
const POSITIVE: Objective = { task: 'regression', link: 'exp', toMargin: 'log' };
const CLASSES: Objective = { task: 'classification', link: 'softmax', toMargin: 'identity' };

const OBJECTIVES: Readonly<Record<string, Objective>> = {
  'reg:squarederror': QUANTITY,
  'reg:linear': QUANTITY,
  'reg:squaredlogerror': QUANTITY,
  'reg:pseudohubererror': QUANTITY,
  'reg:absoluteerror': QUANTITY,
  'reg:quantileerror': QUANTITY,
  'reg:expectileerror': QUANTITY,
  'reg:logistic': { task: 'regression', link: 'logistic', toMargin: 'logit' },
  'binary:logistic': { task: 'classification', link: 'binary-logistic', toMargin: 'logit' },
  'binary:logitraw': QUANTITY,
  'binary:hinge': {
    task: 'classification',
    link: 'binary-logistic',
    toMargin: 'identity',
    isStep: true,
  },
  'count:poisson': POSITIVE,
  'reg:gamma': POSITIVE,
  'reg:tweedie': POSITIVE,
  'survival:cox': POSITIVE,
  'survival:aft': POSITIVE,
  'multi:softmax': CLASSES,
  'multi:softprob': CLASSES,
  'rank:pairwise': QUANTITY,
  'rank:ndcg': QUANTITY,
  'rank:map': QUANTITY,
};

/** Up to this version `binary:logitraw` took its base score for a probability. */
const LOGITRAW_CHANGED = [1, 3, 1] as const;

/** @throws {ForeignModelError} */
export function objectiveOf(name: string, version: Version): Objective {
  const objective = Object.hasOwn(OBJECTIVES, name) ? OBJECTIVES[name] : undefined;
  if (objective === undefined) {
    throw new ForeignModelError(
      `Found the XGBoost objective ${quote(name)}, expected one of ${Object.keys(OBJECTIVES).join(', ')}.`,
      'Train it with one of them.',
    );
  }
  return name === 'binary:logitraw' && isBefore(version, LOGITRAW_CHANGED)
    ? { ...objective, toMargin: 'logit' }
    : objective;
}

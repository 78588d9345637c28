/** What LightGBM learned, and how its scores become predictions (ConvertOutput in src/objective). */
import type { Link } from '@lambda-forest/forest';
import type { Task } from '@lambda-forest/schema';
import { quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';

export interface Objective {
  readonly task: Task;
  readonly link: Link;
}

const IDENTITY: Objective = { task: 'regression', link: { kind: 'identity', factor: 1 } };
const POSITIVE: Objective = { task: 'regression', link: { kind: 'exp', factor: 1 } };
const SHARE: Objective = { task: 'regression', link: { kind: 'logistic', factor: 1 } };
const SHARE_OF_WEIGHTS: Objective = { task: 'regression', link: { kind: 'log1p-exp', factor: 1 } };

const PLAIN: Readonly<Record<string, Objective>> = {
  regression: IDENTITY,
  regression_l1: IDENTITY,
  huber: IDENTITY,
  fair: IDENTITY,
  quantile: IDENTITY,
  mape: IDENTITY,
  lambdarank: IDENTITY,
  rank_xendcg: IDENTITY,
  poisson: POSITIVE,
  gamma: POSITIVE,
  tweedie: POSITIVE,
  cross_entropy: SHARE,
  xentropy: SHARE, // its name before 2.3
  cross_entropy_lambda: SHARE_OF_WEIGHTS,
  xentlambda: SHARE_OF_WEIGHTS,
  multiclass: { task: 'classification', link: { kind: 'softmax', factor: 1 } },
};

/** What may stand after an objective's name; only the first two change a prediction. */
const KNOWN_WORD = /^(sqrt|sigmoid:.*|num_class:\d+|alpha:.*|[a-z_]*:[-+.\de]+)$/;

/** Those that inherit RegressionL2loss with its roots. */
const LEARNS_ROOTS = new Set(['regression', 'regression_l1', 'fair', 'quantile', 'mape']);

/**
 * @param text such as `binary sigmoid:1`; undefined for a model that an objective of the user's own trained
 * @throws {ForeignModelError}
 */
export function objectiveOf(text: string | undefined): Objective {
  const [name = '', ...words] = (text ?? '').trim().split(/ +/);
  if (name === 'binary') {
    return { task: 'classification', link: { kind: 'binary-logistic', factor: sigmoidOf(words) } };
  }
  if (name === 'multiclassova') {
    return { task: 'classification', link: { kind: 'logistic', factor: sigmoidOf(words) } };
  }
  const unknown = words.find((word) => !KNOWN_WORD.test(word));
  if (unknown !== undefined) {
    throw damaged(
      `Found ${quote(unknown)} after the objective ${quote(name)} of a LightGBM model.`,
    );
  }
  if (words.includes('sqrt')) {
    if (LEARNS_ROOTS.has(name))
      return { task: 'regression', link: { kind: 'signed-square', factor: 1 } };
    throw damaged(`Found sqrt after the objective ${quote(name)} of a LightGBM model.`);
  }
  const objective = Object.hasOwn(PLAIN, name) ? PLAIN[name] : undefined;
  if (objective !== undefined) return objective;
  const known = [...Object.keys(PLAIN), 'binary', 'multiclassova'].join(', ');
  throw new ForeignModelError(
    name === ''
      ? 'Found a LightGBM model without an objective, as an objective of your own leaves it: what its scores mean is unknown.'
      : `Found the LightGBM objective ${quote(name)}, expected one of ${known}.`,
    "Train it with one of LightGBM's objectives.",
  );
}

function sigmoidOf(words: readonly string[]): number {
  const text = words.find((word) => word.startsWith('sigmoid:'))?.slice('sigmoid:'.length) ?? '1';
  const factor = Number(text);
  if (text !== '' && factor > 0 && factor < Infinity) return factor;
  throw damaged(`Found sigmoid ${quote(text)} in a LightGBM model, expected a number above 0.`);
}

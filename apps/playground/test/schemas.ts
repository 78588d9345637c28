/** What every schema of `GET /model` has and most tests do not look at. */
import type { ModelRegressionSchema } from '@lambda-forest/api';

export const COMMON = {
  policies: { missing: 'learned', unseen: 'error' },
  inputs: [],
  features: [],
  row_count: 10,
} as const;

export const TARGET: ModelRegressionSchema['target'] = {
  name: 'y',
  minimum: 0,
  maximum: 1,
  mean: 0.5,
  standard_deviation: 0.1,
};

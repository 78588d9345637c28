import type { ClassificationSchema, RegressionSchema } from '@lambda-forest/schema';

const numeric = (name: string, missing = 0) => ({
  kind: 'numeric' as const,
  name,
  minimum: 0,
  maximum: 1,
  mean: 0.5,
  standardDeviation: 0.25,
  missing,
});

/** Two quantities, of which `b` may be missing, a category, a boolean and the parts of a date. */
export const MIXED: ClassificationSchema = {
  task: 'classification',
  rowCount: 10,
  target: { name: 'y', classes: ['no', 'yes, "sure"'], counts: [5, 5] },
  features: [
    numeric('a'),
    numeric('b', 2),
    { kind: 'categorical', name: 'color', levels: ['red', 'blue'], counts: [5, 5], missing: 0 },
    {
      kind: 'categorical',
      name: 'open',
      levels: ['false', 'true'],
      counts: [5, 5],
      missing: 0,
      boolean: true,
    },
    { ...numeric('day.year'), source: { column: 'day', part: 'year', format: 'dmy' } },
    { ...numeric('day.month'), source: { column: 'day', part: 'month', format: 'dmy' } },
  ],
};

/** So many quantities `x0`, `x1`, ..., of which all may be missing. */
export function quantities(count: number): RegressionSchema {
  return {
    task: 'regression',
    rowCount: 10,
    target: { name: 'y', minimum: 0, maximum: 1, mean: 0.5, standardDeviation: 0.2 },
    features: Array.from({ length: count }, (_, i) => numeric(`x${i}`, 1)),
  };
}

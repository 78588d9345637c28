import type { Schema } from '@lambda-forest/schema';

const numbers = { minimum: 0, maximum: 10, mean: 5, standardDeviation: 2 };

/** A quantity, one that may be missing, a category, and a category that may be missing. */
export const PAINTINGS: Schema = {
  task: 'classification',
  target: { name: 'sold', classes: ['no', 'yes'], counts: [1, 1] },
  features: [
    { kind: 'numeric', name: 'width', ...numbers, missing: 0 },
    { kind: 'numeric', name: 'age/years', ...numbers, missing: 3 },
    { kind: 'categorical', name: 'colour', levels: ['red', '7'], counts: [1, 1], missing: 0 },
    { kind: 'categorical', name: '__proto__', levels: ['oil'], counts: [2], missing: 1 },
  ],
  rowCount: 2,
};

import type { Feature } from '@lambda-forest/schema';
import { colour, FLOWERS, HOUSES, modelFile, quantity } from '@lambda-forest/serializer/models';

function day(part: 'days' | 'month'): Feature {
  return {
    ...quantity(`sold.${part}`),
    source: { column: 'sold', part, format: 'iso' },
  };
}

/** Every kind of feature, missing values, and a leaf whose numbers no fraction of few bits is. */
const PAINTS = modelFile(
  'paints',
  {
    task: 'classification',
    target: { name: 'bought', classes: ['no', 'yes'], counts: [4, 4] },
    features: [quantity('__proto__', 2), colour, day('days'), day('month')],
    missingMarkers: ['', '-'],
    rowCount: 8,
  },
  [
    [0.75, 0.25],
    [0, 1],
    [Math.SQRT1_2, 1 - Math.SQRT1_2],
  ],
);

/** Models of every kind, small, by their names. */
export function validModels(): ReadonlyMap<string, Uint8Array> {
  return new Map([
    ['flowers', FLOWERS],
    ['paints', PAINTS],
    ['houses', HOUSES],
  ]);
}

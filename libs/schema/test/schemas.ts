import { anyText } from '@lambda-forest/text/any-text';
import fc from 'fast-check';

import type { Feature, Schema } from '../src/index.ts';

/** A number as JSON keeps it: finite, and not -0. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const count = fc.nat();
const range = fc.tuple(number, number, number, number).map(([a, b, mean, deviation]) => ({
  minimum: Math.min(a, b),
  maximum: Math.max(a, b),
  mean,
  standardDeviation: Math.abs(deviation),
}));

/** Names people do not choose but files contain. */
const name = fc.oneof(
  anyText({ minLength: 1 }),
  fc.constantFrom('__proto__', 'constructor', 'toString', ' ', '0', 'ñandú', '💧'),
);

function counted(minLength: number) {
  return fc.uniqueArray(name, { minLength, maxLength: 5 }).chain((names) =>
    fc.record({
      names: fc.constant(names),
      counts: fc.array(count, { minLength: names.length, maxLength: names.length }),
    }),
  );
}

function feature(name: string): fc.Arbitrary<Feature> {
  return fc.oneof(
    fc.record({ range, missing: count }).map(({ range, missing }) => ({
      kind: 'numeric' as const,
      name,
      ...range,
      missing,
    })),
    fc.record({ counted: counted(0), missing: count }).map(({ counted, missing }) => ({
      kind: 'categorical' as const,
      name,
      levels: counted.names,
      counts: counted.counts,
      missing,
    })),
  );
}

/** Any valid schema: both tasks, both kinds of feature, with and without scaling. */
export const schemas: fc.Arbitrary<Schema> = fc
  .uniqueArray(name, { minLength: 2, maxLength: 6 })
  .chain(([target, ...columns]) => {
    const perFeature = (value: fc.Arbitrary<number>) =>
      fc.array(value, { minLength: columns.length, maxLength: columns.length });
    return fc
      .record({
        features: fc.tuple(...columns.map(feature)),
        rowCount: count,
        scaling: fc.option(
          fc.record({
            center: perFeature(number),
            scale: perFeature(number.map((value) => (value === 0 ? 1 : value))),
          }),
          { nil: undefined },
        ),
        classes: counted(2),
        range,
        isRegression: fc.boolean(),
      })
      .map(({ features, rowCount, scaling, classes, range, isRegression }): Schema => {
        const shared = { features, rowCount, ...(scaling !== undefined && { scaling }) };
        return isRegression
          ? { task: 'regression', target: { name: target!, ...range }, ...shared }
          : {
              task: 'classification',
              target: { name: target!, classes: classes.names, counts: classes.counts },
              ...shared,
            };
      });
  });

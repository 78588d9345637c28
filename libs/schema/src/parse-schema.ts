import { quote } from '@lambda-forest/text';

import { BOOLEAN_LEVELS } from './cell.ts';
import { DATE_FORMATS, DATE_PARTS } from './date-time.ts';
import { InvalidSchemaError } from './errors.ts';
import { THOUSANDS_MARKS } from './number-format.ts';
import type { DateSource, Feature, Schema } from './schema.ts';
import {
  list,
  number,
  oneOf,
  problemIn,
  record,
  recordWith,
  refined,
  satisfying,
  text,
  variant,
  whole,
} from './shape.ts';
import type { Shape } from './shape.ts';

/** More features or classes than this is refused before anything is allocated for them. */
const MAX_FEATURES = 65_535;
const MAX_CLASSES = 65_535;

const count = whole(0);
const atLeast0 = refined(number, 'a number from 0', (value) => value >= 0);
const range = { minimum: number, maximum: number, mean: number, standardDeviation: atLeast0 };

const numberFormat = refined(
  recordWith({ decimal: oneOf('.', ',') }, { thousands: oneOf(...THOUSANDS_MARKS) }),
  'different marks',
  ({ decimal, thousands }) => decimal !== thousands,
);

const yes = satisfying<true>('true, or nothing', (value) => value === true);
const policy = oneOf('error', 'learned');

const numericFeature = ordered(
  recordWith(
    { kind: oneOf('numeric'), name: text, ...range, missing: count },
    {
      format: numberFormat,
      source: record({ column: text, part: oneOf(...DATE_PARTS), format: oneOf(...DATE_FORMATS) }),
    },
  ),
);

const categoricalFeature = refined(
  recordWith(
    {
      kind: oneOf('categorical'),
      name: text,
      levels: distinct(list(text, 0, MAX_CLASSES)),
      counts: list(count),
      missing: count,
    },
    { boolean: yes, other: yes },
  ),
  `one count per level, and the levels ${BOOLEAN_LEVELS.join(' and ')} of a boolean`,
  ({ levels, counts, boolean }) =>
    levels.length === counts.length &&
    (boolean !== true || levels.join() === BOOLEAN_LEVELS.join()),
);

const features = list(
  variant('kind', { numeric: numericFeature, categorical: categoricalFeature }),
  1,
  MAX_FEATURES,
);

const scaling = record({
  center: list(number),
  scale: list(refined(number, 'a scale other than 0', (scale) => scale !== 0)),
});

const optional = {
  scaling,
  policies: record({ missing: policy, unseen: policy }),
  missingMarkers: list(satisfying<string>('a text', (value) => typeof value === 'string')),
};

const classTarget = refined(
  record({ name: text, classes: distinct(list(text, 2, MAX_CLASSES)), counts: list(count) }),
  'one count per class',
  ({ classes, counts }) => classes.length === counts.length,
);

const schema: Shape<Schema> = variant('task', {
  classification: recordWith(
    { task: oneOf('classification'), target: classTarget, features, rowCount: count },
    optional,
  ),
  regression: recordWith(
    {
      task: oneOf('regression'),
      target: ordered(recordWith({ name: text, ...range }, { format: numberFormat })),
      features,
      rowCount: count,
    },
    optional,
  ),
});

/**
 * Turns untrusted JSON into a schema, which is the same value.
 *
 * @throws {InvalidSchemaError} naming the first field that is not as `Schema` says: wrong type, unknown
 *   key, repeated name, arrays of unequal length, a minimum above its maximum, a scale of 0
 */
export function parseSchema(value: unknown): Schema {
  const problem = problemIn('schema', schema, value);
  if (problem !== undefined) throw new InvalidSchemaError(problem);
  const parsed = value as Schema;
  requireAgreement(parsed);
  return parsed;
}

/** What no single field can say. */
function requireAgreement({ features, scaling, target }: Schema): void {
  const names = [...features.map(({ name }) => name), target.name];
  const repeated = firstRepeated(names);
  if (repeated !== undefined) refuse(`two columns named ${quote(repeated)}`, 'distinct names');
  requireWholeDates(features, new Set(names));
  const { length } = features;
  for (const { length: found } of Object.values<readonly number[]>({ ...scaling })) {
    if (found !== length) refuse(`scaling for ${found} features`, String(length));
  }
}

/** The parts of a date are adjacent, each once and in order, and no other column has its name. */
function requireWholeDates(features: readonly Feature[], taken: Set<string>): void {
  let last: DateSource | undefined;
  for (const feature of features) {
    const source = feature.kind === 'numeric' ? feature.source : undefined;
    if (source !== undefined) {
      const { column, part, format } = source;
      const isBad =
        last?.column === column
          ? last.format !== format || DATE_PARTS.indexOf(part) <= DATE_PARTS.indexOf(last.part)
          : taken.has(column);
      if (isBad) {
        refuse(
          `${quote(feature.name)} at odds with other features of the date ${quote(column)}`,
          'its parts side by side, in order and in one format',
        );
      }
      taken.add(column);
    }
    last = source;
  }
}

function refuse(found: string, expected: string): never {
  throw new InvalidSchemaError(`Found ${found} in the schema, expected ${expected}.`);
}

function distinct(names: Shape<readonly string[]>): Shape<readonly string[]> {
  return refined(names, 'distinct names', (values) => firstRepeated(values) === undefined);
}

function ordered<T extends { readonly minimum: number; readonly maximum: number }>(
  shape: Shape<T>,
): Shape<T> {
  const expected = 'a minimum that is not above the maximum';
  return refined(shape, expected, ({ minimum, maximum }) => minimum <= maximum);
}

function firstRepeated(values: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return values.find((value) => seen.size === seen.add(value).size);
}

import { BOOLEAN_LEVELS } from './cell.ts';
import { DATE_FORMATS, DATE_PARTS } from './date-time.ts';
import { InvalidSchemaError } from './errors.ts';
import type { DateSource, Feature, Schema } from './schema.ts';
import {
  firstMismatch,
  list,
  number,
  oneOf,
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
const range = { minimum: number, maximum: number, mean: number, standardDeviation: atLeast0() };

const yes = satisfying<true>('true, or nothing', (value) => value === true);
const policy = oneOf('error', 'learned');

const numericFeature = ordered(
  recordWith(
    { kind: oneOf('numeric'), name: text, ...range, missing: count },
    {
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
      target: ordered(record({ name: text, ...range })),
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
  const mismatch = firstMismatch(schema, value);
  if (mismatch !== undefined) {
    const { path, found, expected } = mismatch;
    const place = path.length === 0 ? '' : ` at ${path.join('.')}`;
    throw new InvalidSchemaError(`Found ${found}${place} in the schema, expected ${expected}.`);
  }
  const parsed = value as Schema;
  requireAgreement(parsed);
  return parsed;
}

/** What no single field can say. */
function requireAgreement({ features, scaling, target }: Schema): void {
  const repeated = firstRepeated([...features.map(({ name }) => name), target.name]);
  if (repeated !== undefined) {
    throw new InvalidSchemaError(
      `Found two columns named "${repeated}" in the schema, expected distinct names.`,
    );
  }
  requireWholeDates(features, target.name);
  const { length } = features;
  if (
    scaling !== undefined &&
    (scaling.center.length !== length || scaling.scale.length !== length)
  ) {
    throw new InvalidSchemaError(
      `Found scaling for ${scaling.center.length} and ${scaling.scale.length} features, expected ${length}.`,
    );
  }
}

/** The parts of a date are adjacent, each once and in order, and no other feature has its name. */
function requireWholeDates(features: readonly Feature[], target: string): void {
  const names = new Set([...features.map(({ name }) => name), target]);
  const done = new Set<string>();
  let last: DateSource | undefined;
  for (const feature of features) {
    const source = feature.kind === 'numeric' ? feature.source : undefined;
    if (source !== undefined) {
      const { column, part, format } = source;
      const goesOn = last?.column === column;
      const isBad = goesOn
        ? last!.format !== format || DATE_PARTS.indexOf(part) <= DATE_PARTS.indexOf(last!.part)
        : done.has(column) || names.has(column);
      if (isBad) {
        throw new InvalidSchemaError(
          `Found "${feature.name}" at odds with other features of the date "${column}" in the schema, expected its parts side by side, in order and in one format.`,
        );
      }
      done.add(column);
    }
    last = source;
  }
}

function atLeast0(): Shape<number> {
  return refined(number, 'a number from 0', (value) => value >= 0);
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

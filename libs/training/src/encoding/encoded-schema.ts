import type {
  CategoricalFeature,
  Feature,
  LevelTable,
  Schema,
  Source,
} from '@lambda-forest/schema';

import { statisticsOf } from './level-numbers.ts';
import type { LevelNumbers } from './level-numbers.ts';

/**
 * The schema with the statistics of names as features, in the place of their columns. What these are like,
 * `describeRows` will say.
 *
 * @param learned one entry a feature of `schema`: of a column of names the numbers of its levels
 * @param closed columns that take no other names than the schema has
 */
export function encodedSchema(
  schema: Schema,
  learned: readonly (LevelNumbers | undefined)[],
  closed: ReadonlySet<string> = new Set(),
): Schema {
  const { scaling } = schema;
  const names = new FreeNames(schema);
  const encodings: LevelTable[] = [];
  const made = schema.features.map((feature, index): readonly Feature[] => {
    const numbers = learned[index];
    if (numbers === undefined || feature.kind === 'numeric') return [feature];
    encodings.push(tableOf(feature, numbers, closed.has(feature.name)));
    return statisticsOf(schema, feature.name).map((source) =>
      computedFeature(feature, source, names),
    );
  });
  const spread = (numbers: readonly number[]) =>
    made.flatMap((features, index) => features.map(() => numbers[index]!));
  const parts = {
    features: made.flat(),
    encodings,
    // Categories have center 0 and scale 1, as the numbers in their place are to have.
    ...(scaling && { scaling: { center: spread(scaling.center), scale: spread(scaling.scale) } }),
  };
  return schema.task === 'classification' ? { ...schema, ...parts } : { ...schema, ...parts };
}

/** Names of features that no other has. */
export class FreeNames {
  readonly #taken: Set<string>;

  constructor({ features, target }: Schema) {
    this.#taken = new Set([...features, target].map(({ name }) => name));
  }

  /** The name, with as many underscores behind it as it takes. */
  take(name: string): string {
    let free = name;
    while (this.#taken.has(free)) free += '_';
    this.#taken.add(free);
    return free;
  }
}

/** A number that is computed from a column of names or texts; its statistics are not known yet. */
export function computedFeature(
  { name, missing }: CategoricalFeature,
  source: Source,
  names: FreeNames,
): Feature {
  return {
    kind: 'numeric',
    name: names.take([name, ...describe(source)].join('.')),
    minimum: 0,
    maximum: 0,
    mean: 0,
    standardDeviation: 0,
    missing,
    source,
  };
}

function describe(source: Source): readonly string[] {
  if ('part' in source) return [source.part];
  if ('word' in source) return [source.word];
  return source.class === undefined ? [source.statistic] : [source.statistic, source.class];
}

/** What a schema may have of one column: with more names, the rarest count as unseen. */
const MOST_LEVELS = 65_535;

/** The levels that rows of the fit have, or all of a closed column, the commonest first. */
function tableOf(
  { name, levels }: CategoricalFeature,
  { values, unseen, weights }: LevelNumbers,
  isClosed: boolean,
): LevelTable {
  const known = [...levels.keys()]
    .filter((level) => isClosed || weights[level]! > 0)
    .sort((a, b) => weights[b]! - weights[a]! || a - b)
    .slice(0, MOST_LEVELS);
  return {
    column: name,
    levels: known.map((level) => levels[level]!),
    values: values.map((list) => known.map((level) => list[level]!)),
    ...(!isClosed && { unseen }),
  };
}

import { dayText, policiesOf, partOf } from '@lambda-forest/schema';
import type { Feature, Schema } from '@lambda-forest/schema';
import type { Provenance } from '@lambda-forest/serializer';
import { count, formatNumber } from '@lambda-forest/text';

/** One thing that two models have in different ways. `null`: the model does not have it. */
export interface Difference {
  readonly name: string;
  readonly first: string | null;
  readonly second: string | null;
}

/** Options, data and whatever else of the provenance differs. */
export function provenanceDifferences(first: Provenance, second: Provenance): Difference[] {
  return differences(flatten(first), flatten(second));
}

/** Columns, levels, classes and ranges that differ. */
export function schemaDifferences(first: Schema, second: Schema): Difference[] {
  return [
    ...differences(describeSchema(first), describeSchema(second)),
    ...orderDifference(first, second),
  ];
}

/** A request that is a list depends on the order; columns that only one model has do not make another one. */
function orderDifference(first: Schema, second: Schema): Difference[] {
  const common = (one: Schema, other: Schema) => {
    const names = new Set(other.features.map(({ name }) => name));
    const shared = one.features.filter(({ name }) => names.has(name));
    return shared.map(({ name }) => name).join(', ');
  };
  const [a, b] = [common(first, second), common(second, first)];
  return a === b ? [] : [{ name: 'order of features', first: a, second: b }];
}

function differences(
  first: ReadonlyMap<string, string>,
  second: ReadonlyMap<string, string>,
): Difference[] {
  return [...new Set([...first.keys(), ...second.keys()])]
    .map((name) => ({ name, first: first.get(name) ?? null, second: second.get(name) ?? null }))
    .filter((one) => one.first !== one.second);
}

function flatten({ engine, options, seed, data, split, lambdaForest }: Provenance) {
  return new Map<string, string>([
    ['lambda-forest', lambdaForest],
    ['engine', engine.version],
    // Models say so of other learners alone; only forests draw bags.
    ...('bootstrap' in options ? [['learner', 'forest'] as const] : []),
    ...Object.entries(options).map(([name, value]) => [name, textOf(value)] as const),
    ...('random_state' in options ? [] : [['seed', String(seed)] as const]),
    ['data', data.source],
    ['data sha256', data.sha256.slice(0, 12)],
    ['rows', String(data.rows)],
    [
      'split',
      `${split.kind ?? (split.stratified ? 'stratified' : 'random')}${split.column === undefined ? '' : ` by ${split.column}`}`,
    ],
    ['test size', String(split.testSize)],
    ['folds', String(split.folds)],
  ]);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function describeSchema(schema: Schema): Map<string, string> {
  const { features, target, task } = schema;
  const { missing, unseen } = policiesOf(schema);
  return new Map<string, string>([
    ['target', target.name],
    ['task', task],
    ...('classes' in target ? [['classes', target.classes.join(', ')] as const] : []),
    ['missing values', missing],
    ['unseen levels', unseen],
    ['features', String(features.length)],
    ...features.map((feature) => [`feature ${feature.name}`, describe(feature)] as const),
  ]);
}

function describe(feature: Feature): string {
  const missing = feature.missing > 0 ? ', may be missing' : '';
  if (feature.kind === 'categorical') {
    return `${feature.boolean === true ? 'boolean' : `one of ${count(feature.levels.length, 'level')}`}${missing}`;
  }
  const { minimum, maximum } = feature;
  const text = partOf(feature) === 'days' ? dayText : formatNumber;
  return `${text(minimum)} to ${text(maximum)}${missing}`;
}

/**
 * The schema that a foreign model's file can tell. Where it has no statistics, ranges are what the trees know: the
 * numbers that they compare a feature with, and the answers that they can give.
 */
import { UsageError } from '@lambda-forest/cli';
import { CATEGORICAL, LEAF, predictionRange } from '@lambda-forest/forest';
import type { Forest } from '@lambda-forest/forest';
import type { Statistics, TargetDescription } from '@lambda-forest/data/table-description';
import type { ForeignColumn, ForeignModel } from '@lambda-forest/interop';
import { MISSING_MARKERS, missingTest, withOther } from '@lambda-forest/schema';
import type { Feature, NumericFeature, Schema } from '@lambda-forest/schema';
import { count, defined, quote } from '@lambda-forest/text';

import { joinMarkers } from '../options/join-markers.ts';
import type { ImportOptions } from './import-options.ts';
import { levelCounts } from './level-counts.ts';

/** With a name for what is predicted, and what else is known of it. */
export type NamedOptions = ImportOptions & Pick<Naming, 'target' | 'described'>;

/** What the file does not say. */
interface Naming extends Partial<Pick<ImportOptions, 'classes' | 'missing-values'>> {
  readonly target: string;
  /** Of the training rows' target. Undefined: unknown. */
  readonly described?: TargetDescription | undefined;
}

/** How many training rows lacked a value is unknown; where the library takes such rows, so do we. */
const SOME_MISSING = 1;

/**
 * @throws {UsageError} for another number of names than the model has features or classes, or spellings of a missing value
 *   that are categories or classes
 */
export function schemaOfFile(
  { forest, columns, task, trainRows, classes: known, takesMissing }: ForeignModel,
  names: readonly string[] | undefined,
  { classes, target, described = {}, 'missing-values': missing }: Naming,
): Schema {
  requireLength('--columns', names, columns.length, 'feature');
  const named = columns.some(({ isNamed }) => isNamed)
    ? columns.map(({ name }) => name)
    : undefined;
  requireSame('--columns', names, named);
  const cuts = thresholdsOf(forest);
  const features = columns.map((column, i) =>
    featureOf(
      column,
      names?.[i] ?? column.name,
      cuts[i]!,
      (column.takesMissing ?? takesMissing) ? SOME_MISSING : 0,
    ),
  );
  const policies = features.some((feature) => feature.kind === 'categorical' && feature.other)
    ? ({ missing: 'learned', unseen: 'learned' } as const)
    : undefined;
  const rowCount = trainRows ?? 1;
  if (task === 'regression') {
    if (classes !== undefined) {
      throw new UsageError(
        'Found --classes for a model that predicts a quantity, expected it for classes only.',
        'Leave it out.',
      );
    }
    const { minimum, maximum } = predictionRange(forest);
    const middle = minimum + (maximum - minimum) / 2;
    const statistics = statisticsOf(described.statistics ?? { minimum, maximum }, [middle]);
    return {
      task,
      features,
      target: { name: target, ...statistics },
      rowCount,
      ...defined({ policies, missingMarkers: markersOf(columns, [], missing) }),
    };
  }
  requireLength('--classes', classes, forest.outputCount, 'class', 'classes');
  requireSame('--classes', classes, known);
  const labels =
    classes ?? known ?? Array.from({ length: forest.outputCount }, (_, k) => String(k));
  return {
    task,
    features,
    target: { name: target, classes: labels, counts: countsOf(labels, described) },
    rowCount,
    ...defined({ policies, missingMarkers: markersOf(columns, labels, missing) }),
  };
}

/** The usual spellings of a missing value and those that were said. A category is never one, however it is spelled. */
function markersOf(
  columns: readonly ForeignColumn[],
  classes: readonly string[],
  given: readonly string[] | undefined,
): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const levels = columns.flatMap((column) => (column.kind === 'categorical' ? column.levels : []));
  const known = [...levels, ...classes].map((level) => level.trim());
  const isMissing = missingTest(given);
  const taken = known.find(isMissing);
  if (taken !== undefined) {
    throw new UsageError(
      `Found ${quote(taken)} as a category or class of the model, expected none that is spelled as --missing-values says.`,
      'Leave it out there.',
    );
  }
  const spelled = new Set(known.map((level) => level.toLowerCase()));
  const usual = MISSING_MARKERS.filter((marker) => !spelled.has(marker));
  return joinMarkers(usual, given);
}

/** Training rows of each class, 0 where that is unknown. */
function countsOf(
  labels: readonly string[],
  { classes = [], counts = [] }: TargetDescription,
): readonly number[] {
  return labels.map((label) => counts[classes.indexOf(label)] ?? 0);
}

function featureOf(
  column: ForeignColumn,
  name: string,
  cuts: readonly number[],
  missing: number,
): Feature {
  if (column.kind === 'categorical') {
    const { kind, takesOthers = false, isBoolean = false } = column;
    const levels = takesOthers ? withOther(column.levels) : column.levels;
    const counts = levelCounts(levels, column.counts);
    const members = defined({ other: takesOthers || undefined, boolean: isBoolean || undefined });
    return { kind, name, levels, counts, missing, ...members };
  }
  return { kind: 'numeric', name, ...statisticsOf(column.range, cuts), missing };
}

function statisticsOf(
  range: Statistics | undefined,
  cuts: readonly number[],
): Pick<NumericFeature, 'minimum' | 'maximum' | 'mean' | 'standardDeviation'> {
  const finite = cuts.filter(Number.isFinite).sort((a, b) => a - b);
  const minimum = range?.minimum ?? finite[0] ?? 0;
  const maximum = range?.maximum ?? finite.at(-1) ?? 0;
  const middle = finite[finite.length >> 1] ?? minimum;
  const mean = Math.min(maximum, Math.max(minimum, range?.mean ?? middle));
  return { minimum, maximum, mean, standardDeviation: range?.standardDeviation ?? 0 };
}

/** Of each feature, in the order of the nodes. */
function thresholdsOf({ featureCount, feature, threshold, flags }: Forest): number[][] {
  const cuts = Array.from({ length: featureCount }, (): number[] => []);
  feature.forEach((tested, node) => {
    if (tested !== LEAF && (flags[node]! & CATEGORICAL) === 0) cuts[tested]!.push(threshold[node]!);
  });
  return cuts;
}

/** As LightGBM writes names, which has no blanks and leaves out a `=` in front; those around a name are in no table's names. */
export function asLightgbm(name: string): string {
  return name.replaceAll(/\s/g, '_').replaceAll(/^[_=]+|_+$/g, '');
}

/** As LightGBM writes names, and YDF the classes of booleans. */
const plainName = (name: string) => asLightgbm(name).toLowerCase();

/** Another list, or another order, would give columns or classes to each other. */
function requireSame(
  option: string,
  names: readonly string[] | undefined,
  known: readonly string[] | undefined,
): void {
  if (names === undefined || known === undefined || names.join() === known.join()) return;
  const plain = known.map(plainName);
  if (new Set(plain).size === plain.length && plain.join() === names.map(plainName).join()) return;
  throw new UsageError(
    `Found other names after ${option} than in the file, expected ${known.slice(0, 5).join(',')}${known.length > 5 ? ',...' : ''}.`,
    'Leave it out: the file names them.',
  );
}

function requireLength(
  option: string,
  names: readonly string[] | undefined,
  expected: number,
  one: string,
  many?: string,
): void {
  if (names === undefined || names.length === expected) return;
  throw new UsageError(
    `Found ${count(names.length, 'name')} after ${option}, expected one for each of ${count(expected, one, many)}.`,
    'Name all of them, in the order of training.',
  );
}

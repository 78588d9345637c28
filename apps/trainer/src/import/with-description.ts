import { UsageError } from '@lambda-forest/cli';
import type {
  ColumnDescription,
  TableDescription,
  TargetDescription,
} from '@lambda-forest/data/table-description';
import { isAskedAsBoolean, withBooleans } from '@lambda-forest/interop';
import type { ForeignCategory, ForeignColumn, ForeignModel } from '@lambda-forest/interop';
import { readBoolean } from '@lambda-forest/schema';
import { count, defined, enumerate, quote } from '@lambda-forest/text';

import type { ImportOptions } from './import-options.ts';
import { isNamed, namesAmong } from './names-among.ts';

/** Names that a message shows. */
const SHOWN = 5;
const shorten = (names: readonly string[]) => enumerate(names.map(quote), SHOWN);

interface WithDescription {
  /** With ranges, counts and booleans of the table. */
  readonly foreign: ForeignModel;
  /** With the names that the table has for what no option names. */
  readonly options: ImportOptions;
  /** Columns of the table. */
  readonly header: readonly string[];
  /** Those that the model does not use, although nobody said to ignore them. */
  readonly unused: readonly string[];
}

/**
 * A model with what its training table was like. Options win, then what the model's file says.
 *
 * @throws {UsageError} for the description of a table that the model was not trained on, as far as that can be known
 */
export function withDescription(
  foreign: ForeignModel,
  { columns, target, rows, missingMarkers }: TableDescription,
  options: ImportOptions,
): WithDescription {
  const used = columns.filter(({ kind }) => kind !== 'ignore').map(({ name }) => name);
  const names = options.columns ?? namesAmong(foreign, used);
  if (names === undefined && !isNamed(foreign)) {
    throw new UsageError(
      `Found ${count(used.length, 'column')} in --schema, expected ${foreign.columns.length}, as many as the model has features; its file does not name them.`,
      'Describe them in the order of training, and no others, or give those the kind "ignore".',
    );
  }
  const features = foreign.columns.map(({ name }, i) => names?.[i] ?? name);
  const described = new Map(columns.map((column) => [column.name, column]));
  if (!features.some((name) => described.has(name))) {
    throw new UsageError(
      `Found no column of the model in --schema, expected some of ${shorten(features)}.`,
      'Describe the table that the model was trained on.',
    );
  }
  const booleans = features.flatMap((name, i) => {
    const isNew = foreign.columns[i]!.kind === 'numeric' && described.get(name)?.kind === 'boolean';
    return isNew && isAskedAsBoolean(foreign.forest, i) ? [i] : [];
  });
  const model = withBooleans(foreign, booleans);
  const classes = classesOf(foreign, target, options.classes);
  return {
    foreign: {
      ...model,
      columns: model.columns.map((column, i) =>
        withColumn(column, features[i]!, described.get(features[i]!)),
      ),
      trainRows: foreign.trainRows ?? rows,
    },
    options: {
      ...options,
      ...defined({ columns: names, classes, target: options.target ?? target.name }),
      'missing-values': joined(missingMarkers, options['missing-values']),
    },
    header: columns.map(({ name }) => name),
    unused: used.filter((name) => !features.includes(name) && name !== target.name),
  };
}

function withColumn(
  column: ForeignColumn,
  name: string,
  described: ColumnDescription | undefined,
): ForeignColumn {
  if (described === undefined || described.kind === 'ignore') return column;
  const { kind = column.kind, statistics } = described;
  if (column.kind === 'categorical') {
    const isCode = !column.hasLevels && kind === 'numeric';
    if (!isCode) requireKind(name, kind, ['categorical', 'boolean', 'names']);
    return { ...column, counts: column.counts ?? countsOf(column, name, described) };
  }
  requireKind(name, kind, ['numeric']);
  return { ...column, range: statistics ?? column.range };
}

/** Of each level that the model knows, however it spells booleans. */
function countsOf(
  { levels, takesOthers }: ForeignCategory,
  name: string,
  { kind, levels: found = [], counts }: ColumnDescription,
): readonly number[] | undefined {
  const spelled =
    kind === 'boolean' ? levels.map((level) => String(readBoolean(level) ?? level)) : levels;
  const other = found.find((level) => !spelled.includes(level));
  if (other !== undefined && takesOthers !== true) {
    throw new UsageError(
      `Found the level ${quote(other)} of ${quote(name)} in --schema, expected those of the model: ${shorten(levels)}.`,
      'Describe the table that the model was trained on, or leave the levels out.',
    );
  }
  return counts && spelled.map((level) => counts[found.indexOf(level)] ?? 0);
}

function requireKind(name: string, kind: string, expected: readonly string[]): void {
  if (expected.includes(kind)) return;
  const what =
    expected[0] === 'numeric' ? 'the trees compare it with numbers' : 'the trees know its levels';
  const others = kind === 'boolean' ? ', and others than 0 and 1' : '';
  const boolean = kind === 'boolean' ? '' : ' or "boolean"';
  throw new UsageError(
    `Found the kind ${quote(kind)} of ${quote(name)} in --schema, expected ${quote(expected[0]!)}${boolean}: ${what}${others}.`,
    'Correct the kind, or leave the column out.',
  );
}

/** The classes that an option or the model's file names, or else the table's. */
function classesOf(
  { task, classes: known, forest }: ForeignModel,
  { classes }: TargetDescription,
  given: readonly string[] | undefined,
): readonly string[] | undefined {
  if (classes === undefined) return given;
  const names = given ?? known;
  const expected =
    task === 'regression'
      ? 'none: the model predicts a quantity'
      : names === undefined
        ? count(forest.outputCount, 'class', 'classes')
        : shorten(names);
  const isRight =
    task === 'classification' &&
    (names === undefined
      ? classes.length === forest.outputCount
      : names.length === classes.length && names.every((name) => classes.includes(name)));
  if (isRight) return given ?? (known === undefined ? classes : undefined);
  throw new UsageError(
    `Found the classes ${shorten(classes)} in --schema, expected ${expected}.`,
    'Leave them out there, or describe the table that the model was trained on.',
  );
}

function joined(
  first: readonly string[] | undefined,
  second: readonly string[] | undefined,
): readonly string[] | undefined {
  return first === undefined && second === undefined
    ? undefined
    : [...(first ?? []), ...(second ?? [])];
}

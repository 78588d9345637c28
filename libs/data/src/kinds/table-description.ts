/** Reads `--schema` of `import`: what the training table of a model was like. An entry of its own, as it needs zod. */
import { defined } from '@lambda-forest/text';
import { IssueList } from '@lambda-forest/table';
import * as z from 'zod/mini';

import type { ColumnChoice, SchemaChoice } from './column-choice.ts';
import { parseSchemaChoice } from './schema-choice.ts';

const REMEDY = 'Write it as docs/import.md shows, or leave it out.';

/** What a table says of its numbers. The least and the largest stand together. */
export interface Statistics {
  readonly minimum: number;
  readonly maximum: number;
  /** Default: unknown. */
  readonly mean?: number;
  /** Default: unknown. */
  readonly standardDeviation?: number;
}

export interface ColumnDescription extends ColumnChoice {
  readonly statistics?: Statistics;
  /** Rows of each of `levels`. */
  readonly counts?: readonly number[];
}

export interface TargetDescription {
  readonly name?: string;
  readonly statistics?: Statistics;
  readonly classes?: readonly string[];
  /** Rows of each of `classes`. */
  readonly counts?: readonly number[];
}

/** A training table, in the form that `inspect --json` prints. */
export interface TableDescription extends SchemaChoice {
  readonly columns: readonly ColumnDescription[];
  readonly target: TargetDescription;
  readonly rows?: number;
}

const number = finite('a number');
const rowCount = z
  .int({ error: 'found another count, expected a whole number of rows' })
  .check(z.nonnegative('found a negative count, expected a whole number of rows'));
const statistics = {
  minimum: z.exactOptional(number),
  maximum: z.exactOptional(number),
  mean: z.exactOptional(number),
  standard_deviation: z.exactOptional(
    number.check(z.nonnegative('found a negative "standard_deviation", expected none below 0')),
  ),
};
const counts = z.exactOptional(
  z.array(rowCount, 'found other "counts", expected a list of whole numbers'),
);

const targetSchema = z.object(
  {
    name: z.exactOptional(z.string('found another "name" of the target, expected a text')),
    classes: z.exactOptional(
      z
        .array(z.string('found a class that is no text'), 'found other "classes", expected a list')
        .check(
          z.refine(
            (classes) => new Set(classes).size === classes.length,
            'found a class twice, expected distinct ones',
          ),
        ),
    ),
    ...{ counts, ...statistics },
  },
  'found another "target", expected an object',
);

const descriptionSchema = z.object({
  rows: z.exactOptional(rowCount),
  target: z.exactOptional(targetSchema),
  columns: z.array(
    z.object({
      name: z.string(),
      levels: z.exactOptional(z.array(z.string())),
      ...{ counts, ...statistics },
    }),
  ),
});

/**
 * Turns untrusted JSON into a description: `{"rows": 600, "target": {"name": "price"}, "columns": [{"name": "area",
 * "minimum": 35.1, "maximum": 224.9}]}`. Members that are not named here are let through.
 *
 * @param source what messages call the document
 * @throws {DataValidationError} naming every fault in it
 */
export function parseTableDescription(value: unknown, source: string): TableDescription {
  const choice = parseSchemaChoice(value, source);
  const issues = new IssueList(source);
  const { data, error } = descriptionSchema.safeParse(value);
  for (const { path, message } of error?.issues ?? []) {
    issues.add({ ...columnOf(choice, path), message }, REMEDY);
  }
  issues.throwIfAny();
  const { rows, target = {}, columns } = data!;
  const check = (column: string, parts: Parameters<typeof faultOf>[0]) => {
    const message = faultOf(parts);
    if (message !== undefined) issues.add({ column, message }, REMEDY);
  };
  for (const { name, levels, ...column } of columns) check(name, { ...column, names: levels });
  check(target.name ?? 'target', { ...target, names: target.classes });
  issues.throwIfAny();
  return {
    ...choice,
    columns: choice.columns.map((column, i) => {
      const described = columns[i]!;
      return {
        ...column,
        ...defined({ statistics: statisticsOf(described), counts: described.counts }),
      };
    }),
    target: defined({
      ...{ name: target.name, classes: target.classes, counts: target.counts },
      statistics: statisticsOf(target),
    }),
    ...defined({ rows }),
  };
}

type Described = z.infer<z.ZodMiniObject<typeof statistics>>;

function faultOf({
  minimum,
  maximum,
  names,
  counts: rows,
}: Described & {
  readonly names?: readonly string[] | undefined;
  readonly counts?: readonly number[];
}): string | undefined {
  if ((minimum === undefined) !== (maximum === undefined))
    return 'found one of "minimum" and "maximum", expected both or none';
  if (minimum !== undefined && minimum > maximum!)
    return 'found a "minimum" above the "maximum", expected one that is not';
  if (rows !== undefined && rows.length !== names?.length)
    return 'found other "counts" than names beside them, expected one for each level or class';
  return undefined;
}

function statisticsOf({
  minimum,
  maximum,
  mean,
  standard_deviation: standardDeviation,
}: Described): Statistics | undefined {
  if (minimum === undefined || maximum === undefined) return undefined;
  return { minimum, maximum, ...defined({ mean, standardDeviation }) };
}

/** JSON has no infinity, but JavaScript reads `1e400` as one. */
function finite(expected: string) {
  return z.number({
    error: ({ path }) => `found another ${JSON.stringify(path?.at(-1))}, expected ${expected}`,
  });
}

/** The column that a path such as `columns.3.minimum` leads into. */
function columnOf(
  { columns }: SchemaChoice,
  [member, index]: readonly PropertyKey[],
): { readonly column?: string } {
  if (member !== 'columns') return {};
  return defined({ column: columns[Number(index)]?.name });
}

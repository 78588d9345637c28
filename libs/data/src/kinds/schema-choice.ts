/** Reads `--schema`. An entry of its own: zod takes milliseconds to load, and few commands get such a document. */
import { DATE_FORMATS } from '@lambda-forest/schema';
import { IssueList } from '@lambda-forest/table';
import { isObject, nearestName, quote } from '@lambda-forest/text';
import * as z from 'zod/mini';

import { COLUMN_KINDS } from './column-choice.ts';
import type { ColumnKind, SchemaChoice } from './column-choice.ts';

const REMEDY = 'Write it as docs/tables.md shows.';

const NO_NAME = 'found a column without a "name", expected one';
const NO_COLUMNS = 'found no list "columns", expected one';

const columnSchema = z.object(
  {
    name: z.string(NO_NAME).check(z.minLength(1, NO_NAME)),
    kind: z.exactOptional(oneOf('kind', COLUMN_KINDS)),
    levels: z.exactOptional(
      texts('found other "levels", expected a list of distinct texts', (levels) => {
        return new Set(levels).size === levels.length;
      }),
    ),
    format: z.exactOptional(oneOf('format', DATE_FORMATS)),
  },
  NO_NAME,
);

const choiceSchema = z.object(
  {
    columns: z.array(columnSchema, NO_COLUMNS),
    missing_markers: z.exactOptional(
      texts('found other "missing_markers", expected a list of texts'),
    ),
  },
  NO_COLUMNS,
);

/**
 * Turns untrusted JSON into a choice: `{"columns": [{"name": "zip", "kind": "categorical"}], "missing_markers":
 * ["-"]}`. What `inspect --json` prints is such a document, so its other members are let through.
 *
 * @param source what messages call the document
 * @throws {DataValidationError} naming every fault in it
 */
export function parseSchemaChoice(value: unknown, source: string): SchemaChoice {
  const issues = new IssueList(source);
  const { data, error } = choiceSchema.safeParse(value, { reportInput: true });
  for (const { path, message, input } of error?.issues ?? []) {
    const isKind = path[2] === 'kind' && typeof input === 'string';
    const nearest = isKind ? nearestName(input, COLUMN_KINDS) : undefined;
    const remedy = nearest === undefined ? REMEDY : `Did you mean ${quote(nearest)}?`;
    issues.add({ ...columnAt(value, path), message }, remedy);
  }
  const columns = data?.columns ?? [];
  for (const { name, kind, levels, format } of columns) {
    const misplaced =
      levels !== undefined && !hasLevels(kind)
        ? `found "levels", expected the kind "categorical" beside them`
        : format !== undefined && kind !== 'datetime'
          ? `found "format", expected the kind "datetime" beside it`
          : undefined;
    if (misplaced !== undefined) issues.add({ column: name, message: misplaced }, REMEDY);
  }
  const names = new Set<string>();
  for (const { name } of columns) {
    if (names.size !== names.add(name).size) continue;
    issues.add(
      { column: name, message: 'found it twice in "columns", expected it once' },
      'Leave one of them out.',
    );
  }
  issues.throwIfAny();
  const markers = data?.missing_markers;
  return { columns, ...(markers !== undefined && { missingMarkers: markers }) };
}

/** Of kinds whose texts `inspect --json` lists. */
function hasLevels(kind: ColumnKind | undefined): boolean {
  return kind === 'categorical' || kind === 'boolean' || kind === 'names' || kind === 'text';
}

function oneOf<const T extends string>(key: string, names: readonly T[]): z.ZodMiniType<T> {
  return z.custom<T>((value) => names.some((name) => name === value), {
    error: ({ input }) => {
      const shown = typeof input === 'string' ? input : JSON.stringify(input);
      return `found the ${key} ${quote(shown)}, expected ${names.join(', ')}`;
    },
  });
}

function texts(
  message: string,
  test: (texts: readonly string[]) => boolean = () => true,
): z.ZodMiniType<readonly string[]> {
  const areTexts = (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.every((each) => typeof each === 'string');
  return z.custom((value) => areTexts(value) && test(value), message);
}

/** The column that a path such as `columns.3.kind` leads into, if it has a name. */
function columnAt(value: unknown, [, index]: readonly PropertyKey[]): { readonly column?: string } {
  const columns = isObject(value) ? value['columns'] : undefined;
  const column: unknown = Array.isArray(columns) ? columns[Number(index)] : undefined;
  const name = isObject(column) ? column['name'] : undefined;
  return typeof name === 'string' ? { column: name } : {};
}

import { nearestName, quote } from '@lambda-forest/text';
import { IssueList } from '@lambda-forest/table';
import { DATE_FORMATS } from '@lambda-forest/schema';
import type { DateFormat } from '@lambda-forest/schema';

/** What a person may say that a column is, in place of what its cells look like. */
export const COLUMN_KINDS = ['numeric', 'categorical', 'boolean', 'datetime', 'ignore'] as const;

export type ColumnKind = (typeof COLUMN_KINDS)[number];

export interface ColumnChoice {
  readonly name: string;
  /** Default: found out. */
  readonly kind?: ColumnKind;
  /** Of a categorical column: its levels in this order, and no others. Default: those that it has, sorted. */
  readonly levels?: readonly string[];
  /** Of a date-time column. Default: found out. */
  readonly format?: DateFormat;
}

/** A user's choices for a table, as in `--schema`. */
export interface SchemaChoice {
  readonly columns: readonly ColumnChoice[];
  readonly missingMarkers?: readonly string[];
}

const REMEDY = 'Write it as docs/tables.md shows.';

/**
 * Turns untrusted JSON into a choice: `{"columns": [{"name": "zip", "kind": "categorical"}], "missing_markers":
 * ["-"]}`. What `inspect --json` prints is such a document, so its other members are let through.
 *
 * @param source what messages call the document
 * @throws {DataValidationError} naming everything in it that is not as it should be
 */
export function parseSchemaChoice(value: unknown, source: string): SchemaChoice {
  const issues = new IssueList(source);
  const { columns, missing_markers: markers } = membersOf(value);
  if (!Array.isArray(columns)) {
    issues.add({ message: 'found no list "columns", expected one' }, REMEDY);
  }
  if (markers !== undefined && !isTexts(markers)) {
    issues.add({ message: 'found "missing_markers" that is no list of texts' }, REMEDY);
  }
  const choices = (Array.isArray(columns) ? columns : []).map((column) =>
    readChoice(column, issues),
  );
  const names = new Set<string>();
  for (const { name } of choices) {
    if (names.has(name) && name !== '') {
      issues.add({ column: name, message: 'found it twice in "columns"' }, 'Name it once.');
    }
    names.add(name);
  }
  issues.throwIfAny();
  return { columns: choices, ...(isTexts(markers) ? { missingMarkers: markers } : {}) };
}

function readChoice(value: unknown, issues: IssueList): ColumnChoice {
  const { name, kind, levels, format } = membersOf(value);
  if (typeof name !== 'string' || name === '') {
    issues.add({ message: 'found a column without a "name", expected one' }, REMEDY);
    return { name: '' };
  }
  const say = (message: string, remedy = REMEDY) => {
    issues.add({ column: name, message }, remedy);
  };
  const isKind = (text: unknown): text is ColumnKind => COLUMN_KINDS.some((each) => each === text);
  const isFormat = (text: unknown): text is DateFormat =>
    DATE_FORMATS.some((each) => each === text);
  if (kind !== undefined && !isKind(kind)) {
    const nearest = typeof kind === 'string' ? nearestName(kind, COLUMN_KINDS) : undefined;
    say(
      `found the kind ${quote(shown(kind))}, expected ${COLUMN_KINDS.join(', ')}`,
      nearest === undefined ? REMEDY : `Did you mean ${quote(nearest)}?`,
    );
  }
  const isCategorical = kind === 'categorical' && levels !== undefined;
  if (isCategorical && (!isTexts(levels) || new Set(levels).size !== levels.length)) {
    say('found "levels" that are no list of distinct texts');
  }
  if (kind === 'datetime' && format !== undefined && !isFormat(format)) {
    say(`found the format ${quote(shown(format))}, expected ${DATE_FORMATS.join(', ')}`);
  }
  return {
    name,
    ...(isKind(kind) ? { kind } : {}),
    ...(isCategorical && isTexts(levels) ? { levels } : {}),
    ...(kind === 'datetime' && isFormat(format) ? { format } : {}),
  };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

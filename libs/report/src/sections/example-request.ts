import { numberAt } from '@lambda-forest/data';
import type { FeatureColumn } from '@lambda-forest/data';
import { inputColumns, MS_PER_DAY } from '@lambda-forest/schema';
import type { InputColumn } from '@lambda-forest/schema';

import type { ReportInput } from '../report-input.ts';

/** The most members of the request: an example must be readable at a glance. */
const MAX_CHARACTERS = 3_000;

/** A text without words, and a name that training did not see. */
const NOTHING_KNOWN = '…';

/** A request that the model's service answers: the first evaluated row, cut if it has very many columns. */
export function exampleRequest({ schema, evaluation }: ReportInput): {
  readonly json: string;
  readonly isWhole: boolean;
} {
  const row = evaluation.rows[0]!;
  const columns = inputColumns(schema);
  const shown: Record<string, string | number | boolean | null> = {};
  let characters = 0;
  for (const [place, column] of columns.entries()) {
    const value = valueOf(column, evaluation.dataset.columns, row);
    characters += JSON.stringify({ [column.name]: value }).length;
    if (characters > MAX_CHARACTERS && place > 0) break;
    if (characters <= MAX_CHARACTERS) shown[column.name] = value;
  }
  return {
    json: JSON.stringify({ features: shown }),
    isWhole: Object.keys(shown).length === columns.length,
  };
}

/** The value that a client sends for the column: a number, a level, true or false, a date-time, or null. */
function valueOf(
  column: InputColumn,
  values: readonly FeatureColumn[],
  row: number,
): string | number | boolean | null {
  const value = numberAt(values[column.first]!, row);
  if (Number.isNaN(value)) return null;
  if (column.kind === 'numeric') return value;
  if (column.kind === 'categorical') {
    const { boolean, levels } = column.feature;
    return boolean === true ? value === 1 : (levels[value] ?? null);
  }
  if (column.kind !== 'datetime') {
    return textOf(column, (feature) => numberAt(values[column.first + feature]!, row));
  }
  const place = column.parts.indexOf('days');
  if (place === -1) return null;
  const days = numberAt(values[column.first + place]!, row);
  // Whole days are written without a time, as tables do.
  return new Date(days * MS_PER_DAY).toISOString().slice(0, Number.isInteger(days) ? 10 : 19);
}

/** A text that becomes the same numbers: the words that are counted, or a name. */
function textOf(
  column: Extract<InputColumn, { readonly kind: 'text' | 'names' }>,
  numberOf: (feature: number) => number,
): string {
  const { known } = column;
  const isNamed = (level: number, lists: readonly (readonly number[])[]) =>
    lists.every((values, feature) => values[level] === numberOf(feature));
  const found =
    column.kind === 'text'
      ? known.filter((_, word) => numberOf(word) > 0).join(' ')
      : known.find((_, level) => isNamed(level, column.table.values));
  return found === undefined || found === '' ? NOTHING_KNOWN : found;
}

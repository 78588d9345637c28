import { defined } from '@lambda-forest/text';
import {
  BOOLEAN_LEVELS,
  DATE_PARTS,
  datePart,
  isPeriod,
  isSameFormat,
  PLAIN_NUMBERS,
} from '@lambda-forest/schema';
import type { CellFormat, DateFormat, NumberFormat } from '@lambda-forest/schema';

import type { BareFeature } from './describe-rows.ts';
import type { ColumnContent } from '../kinds/column-content.ts';

/** A feature and its column. */
export interface FeatureColumn {
  readonly feature: BareFeature;
  /** Length rowCount. */
  readonly values: Float64Array;
}

/**
 * The features that a column is made into: one, none, or of a date-time each part that is not the same in all rows.
 *
 * @param format how its cells write numbers
 * @param columns of the table, whose names no part of a date may have
 */
export function featuresOf(
  name: string,
  content: ColumnContent,
  format: CellFormat,
  columns: ReadonlySet<string>,
): readonly FeatureColumn[] {
  switch (content.kind) {
    case 'left-out':
      return [];
    case 'numeric':
      return [
        { feature: { kind: 'numeric', name, ...formatMember(format) }, values: content.values },
      ];
    case 'categorical': {
      const { levels, values } = content;
      return [{ feature: { kind: 'categorical', name, levels }, values }];
    }
    case 'names':
    case 'text': {
      const { kind, levels, values } = content;
      return [{ feature: { kind: 'categorical', name, levels, encode: kind }, values }];
    }
    case 'boolean': {
      const levels = BOOLEAN_LEVELS;
      const feature = { kind: 'categorical', name, levels, boolean: true } as const;
      return [{ feature, values: content.values }];
    }
    case 'datetime':
      return dateFeatures(name, content.format, content.values, columns);
  }
}

/** What a schema says of how numbers are written: nothing, of plain ones. */
export function formatMember(format: CellFormat): { readonly format?: NumberFormat } {
  const { decimal, thousands } = format;
  const marks = { decimal, ...defined({ thousands }) };
  return isSameFormat(format, PLAIN_NUMBERS) ? {} : { format: marks };
}

/** Which day of the month or the week a period begins on says nothing. */
const PERIOD_PARTS = ['days', 'year', 'month'] as const;

function dateFeatures(
  column: string,
  format: DateFormat,
  moments: Float64Array,
  columns: ReadonlySet<string>,
): FeatureColumn[] {
  const parts = isPeriod(format) ? PERIOD_PARTS : DATE_PARTS;
  return parts.flatMap((part) => {
    const values = moments.map((moment) => datePart(moment, part));
    const first = values.find((value) => !Number.isNaN(value));
    const isConstant = values.every((value) => value === first || Number.isNaN(value));
    if (isConstant && part !== 'days') return [];
    const source = { column, part, format };
    const name = freeName(`${column}.${part}`, columns);
    return [{ feature: { kind: 'numeric', name, source }, values }];
  });
}

/** The name itself, or the first of "name (2)", "name (3)" and so on that is not taken. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let i = 2; taken.has(free); i++) free = `${name} (${i})`;
  return free;
}

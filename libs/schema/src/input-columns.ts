import type { DateFormat, DatePart } from './date-time.ts';
import { PLAIN_NUMBERS } from './number-format.ts';
import type { NumberFormat } from './number-format.ts';
import type { CategoricalFeature, Feature, NumericFeature } from './schema.ts';

/**
 * A column as clients send it and tables have it. Most are one feature; a date-time is the column of several.
 * `first` is the index of its first feature in the schema.
 */
export type InputColumn =
  | {
      readonly kind: 'numeric';
      readonly name: string;
      readonly first: number;
      readonly feature: NumericFeature;
    }
  | {
      readonly kind: 'categorical';
      readonly name: string;
      readonly first: number;
      readonly feature: CategoricalFeature;
    }
  | {
      readonly kind: 'datetime';
      readonly name: string;
      readonly first: number;
      readonly format: DateFormat;
      /** The parts that are features from `first` on, in their order. */
      readonly parts: readonly DatePart[];
      /** The feature of the first part. */
      readonly feature: NumericFeature;
    };

/** The columns that features come from, in the schema's order: what a request has a value for. */
export function inputColumns(features: readonly Feature[]): readonly InputColumn[] {
  const columns: InputColumn[] = [];
  for (let first = 0; first < features.length;) {
    const feature = features[first]!;
    const { name } = feature;
    if (feature.kind === 'categorical') {
      columns.push({ kind: 'categorical', name, first, feature });
      first++;
    } else if (feature.source === undefined) {
      columns.push({ kind: 'numeric', name, first, feature });
      first++;
    } else {
      const { column, format } = feature.source;
      const parts = partsFrom(features, first, column);
      columns.push({ kind: 'datetime', name: column, first, format, parts, feature });
      first += parts.length;
    }
  }
  return columns;
}

/** How training wrote the numbers of a column, if it is one of numbers. */
export function trainedFormat(column: InputColumn): NumberFormat | undefined {
  return column.kind === 'numeric' ? (column.feature.format ?? PLAIN_NUMBERS) : undefined;
}

function partsFrom(features: readonly Feature[], first: number, column: string): DatePart[] {
  const parts: DatePart[] = [];
  for (const feature of features.slice(first)) {
    const source = feature.kind === 'numeric' ? feature.source : undefined;
    if (source?.column !== column) break;
    parts.push(source.part);
  }
  return parts;
}

import type { DateFormat, DatePart } from './date-time.ts';
import { OPEN_NUMBERS, PLAIN_NUMBERS } from './number-format.ts';
import type { CellFormat } from './number-format.ts';
import type {
  CategoricalFeature,
  DateSource,
  Feature,
  LevelTable,
  NumericFeature,
  Schema,
  Source,
  WordSource,
} from './schema.ts';

interface ColumnBase {
  readonly name: string;
  /** Index of its first feature in the schema. */
  readonly first: number;
  /** How many features it has: the parts of a date, the words of a text, the numbers of a name, or one. */
  readonly width: number;
  /** Its levels, names or words. None of numbers and dates. */
  readonly known: readonly string[];
}

/** A column as clients send it and tables have it. `feature` is its first one. */
export type InputColumn = ColumnBase &
  (
    | { readonly kind: 'numeric'; readonly feature: NumericFeature }
    | { readonly kind: 'categorical'; readonly feature: CategoricalFeature }
    | {
        readonly kind: 'datetime';
        readonly feature: NumericFeature;
        readonly format: DateFormat;
        /** Its features, in their order. */
        readonly parts: readonly DatePart[];
      }
    | { readonly kind: 'text'; readonly feature: NumericFeature }
    | { readonly kind: 'names'; readonly feature: NumericFeature; readonly table: LevelTable }
  );

/** The columns that features come from, in the schema's order: what a request has a value for. */
export function inputColumns({
  features,
  encodings = [],
}: Pick<Schema, 'features' | 'encodings'>): readonly InputColumn[] {
  const columns: InputColumn[] = [];
  const tables = encodings.values();
  for (let first = 0; first < features.length;) {
    const feature = features[first]!;
    const sources = sourcesFrom(features, first);
    const width = sources.length || 1;
    const { kind, name } = feature;
    const known = kind === 'categorical' ? feature.levels : [];
    const computed = sources.length > 0 ? computedColumn(sources, tables) : {};
    columns.push({ kind, name, first, width, known, feature, ...computed } as InputColumn);
    first += width;
  }
  return columns;
}

/** What a column is to who sends its values: names of which no others are taken are levels. */
export function kindOf(column: InputColumn): InputColumn['kind'] {
  const isClosed = column.kind === 'names' && column.table.unseen === undefined;
  return isClosed ? 'categorical' : column.kind;
}

/** The features of each column, in the schema's order. */
export function featuresByColumn(
  schema: Pick<Schema, 'features' | 'encodings'>,
): readonly { readonly name: string; readonly features: readonly number[] }[] {
  return inputColumns(schema).map(({ name, first, width }) => ({
    name,
    features: Array.from({ length: width }, (_, i) => first + i),
  }));
}

/** @param sources at least one, and all of one kind */
function computedColumn(sources: readonly Source[], tables: Iterator<LevelTable>) {
  const [first] = sources as [Source];
  const name = first.column;
  if ('part' in first) {
    const parts = (sources as readonly DateSource[]).map(({ part }) => part);
    return { kind: 'datetime', name, format: first.format, parts } as const;
  }
  if ('word' in first) {
    const known = (sources as readonly WordSource[]).map(({ word }) => word);
    return { kind: 'text', name, known } as const;
  }
  const table = tables.next().value as LevelTable | undefined; // of a valid schema there is one
  return { kind: 'names', name, table: table!, known: table?.levels ?? [] } as const;
}

/**
 * How training wrote the numbers of a column, if it is one of numbers. Where the least and the greatest are whole, it
 * may have seen no fraction, and plain numbers are open.
 */
export function trainedFormat(column: InputColumn): CellFormat | undefined {
  if (column.kind !== 'numeric') return undefined;
  const { format, minimum, maximum } = column.feature;
  const isWhole = [minimum, maximum].every(Number.isInteger);
  return format ?? (isWhole ? OPEN_NUMBERS : PLAIN_NUMBERS);
}

/** Of the feature at `first` and those behind it that come from the same column. */
function sourcesFrom(features: readonly Feature[], first: number): readonly Source[] {
  const sources: Source[] = [];
  for (let at = first; at < features.length; at++) {
    const source = sourceOf(features[at]!);
    if (!source || source.column !== (sources[0] ?? source).column) break;
    sources.push(source);
  }
  return sources;
}

/** A feature of any kind, also as an answer of the service has it. */
interface Sourced {
  readonly kind: Feature['kind'];
  readonly source?: Source;
}

/** The column that a feature is computed from, if it is. */
export function sourceOf({ source }: Sourced): Source | undefined {
  return source;
}

/** The part of a date-time that a feature is, if it is one. */
export function partOf({ source }: Sourced): DatePart | undefined {
  return source && 'part' in source ? source.part : undefined;
}

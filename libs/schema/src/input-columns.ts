import type { DateFormat, DatePart } from './date-time.ts';
import { PLAIN_NUMBERS } from './number-format.ts';
import type { NumberFormat } from './number-format.ts';
import type {
  CategoricalFeature,
  Feature,
  LevelTable,
  NumericFeature,
  Schema,
  Source,
} from './schema.ts';

/**
 * A column as clients send it and tables have it. Most are one feature; date-times, text and names become several.
 * `first` is the index of its first feature in the schema, and `feature` is that one.
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
      readonly feature: NumericFeature;
    }
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly first: number;
      /** The words that are counted, in the order of the features. */
      readonly words: readonly string[];
      readonly feature: NumericFeature;
    }
  | {
      readonly kind: 'names';
      readonly name: string;
      readonly first: number;
      readonly table: LevelTable;
      readonly feature: NumericFeature;
    };

/** The columns that features come from, in the schema's order: what a request has a value for. */
export function inputColumns({
  features,
  encodings = [],
}: Pick<Schema, 'features' | 'encodings'>): readonly InputColumn[] {
  const columns: InputColumn[] = [];
  const tables = encodings.values();
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
      const sources = sourcesFrom(features, first);
      columns.push({ first, feature, ...computedColumn(sources, tables) });
      first += sources.length;
    }
  }
  return columns;
}

/** The features of each column, in the schema's order. */
export function featuresByColumn(
  schema: Pick<Schema, 'features' | 'encodings'>,
): readonly { readonly name: string; readonly features: readonly number[] }[] {
  const columns = inputColumns(schema);
  return columns.map(({ name, first }, i) => {
    const end = columns[i + 1]?.first ?? schema.features.length;
    return { name, features: Array.from({ length: end - first }, (_, k) => first + k) };
  });
}

/** How training wrote the numbers of a column, if it is one of numbers. */
export function trainedFormat(column: InputColumn): NumberFormat | undefined {
  return column.kind === 'numeric' ? (column.feature.format ?? PLAIN_NUMBERS) : undefined;
}

/** Of the feature at `first` and those behind it that come from the same column. */
function sourcesFrom(features: readonly Feature[], first: number): Source[] {
  const sources: Source[] = [];
  for (let at = first; at < features.length; at++) {
    const source = sourceOf(features[at]!);
    if (source === undefined || source.column !== (sources[0] ?? source).column) break;
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
  return source !== undefined && 'part' in source ? source.part : undefined;
}

function computedColumn(sources: readonly Source[], tables: Iterator<LevelTable, undefined>) {
  const [source] = sources as [Source];
  const name = source.column;
  if ('part' in source) {
    const parts = sources.flatMap((each) => ('part' in each ? each.part : []));
    return { kind: 'datetime', name, format: source.format, parts } as const;
  }
  if ('word' in source) {
    const words = sources.flatMap((each) => ('word' in each ? each.word : []));
    return { kind: 'text', name, words } as const;
  }
  return { kind: 'names', name, table: tables.next().value! } as const;
}

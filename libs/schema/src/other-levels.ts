import { count, quote } from '@lambda-forest/text';

/** Levels of a column that a model does not list, and takes as the level for all others. */
export interface OtherLevels {
  readonly column: string;
  /** The first of them. */
  readonly level: string;
  /** That have one of them. */
  readonly rows: number;
  /** The level that they count as. */
  readonly countAs: string;
}

/** @param source what the line calls the file, or the files */
export function describeOtherLevels(
  { column, level, rows, countAs }: OtherLevels,
  source: string,
): string {
  return `Levels of ${quote(column)} that the model does not list, such as ${quote(level)}, count as ${quote(countAs)} in ${count(rows, 'row')} of ${source}.`;
}

/** The columns of the table behind what an estimator splits. */
import { quote } from '@lambda-forest/text';

import { ForeignModelError } from '../errors.ts';
import type { ForeignColumn } from '../foreign-model.ts';
import type { StepColumn } from './steps/step-column.ts';

export interface Source {
  /** Among the columns of the table that are used. */
  readonly place: number;
  /** Of a column that an encoder looks up. */
  readonly levels?: readonly string[] | undefined;
  /** Whether texts that are no level are taken: they are one level more. */
  readonly takesOthers: boolean;
  readonly columns: readonly StepColumn[];
}

const COMPARED: ReadonlySet<StepColumn['kind']> = new Set(['plain', 'number', 'bins']);

/**
 * By the index of the table's column, ascending.
 *
 * @throws {ForeignModelError} for a column that is compared here and looked up there
 */
export function sourcesOf(
  columns: readonly StepColumn[],
  names: readonly string[] = [],
): Map<number, Source> {
  const used = Map.groupBy(columns, ({ source }) => source);
  return new Map(
    [...used.keys()]
      .sort((a, b) => a - b)
      .map((source, place) => {
        const all = used.get(source)!;
        const lists = all.flatMap((column) => (column.kind === 'levels' ? [column.levels] : []));
        const [levels, ...others] = new Set(lists);
        const isCompared = all.some(({ kind }) => COMPARED.has(kind));
        const isMixed = lists.length > 0 && isCompared;
        if (isMixed || others.some((list) => list.join('\n') !== levels!.join('\n'))) {
          throw new ForeignModelError(
            `Found ${quote(names[source] ?? `column ${source}`)} as a number in one step and encoded in another, or by other categories, expected one of them.`,
            'Give the column to one step alone, or copy it before training.',
          );
        }
        const takesOthers =
          levels !== undefined &&
          all.every((column) => column.kind !== 'levels' || column.unseen !== undefined);
        return [source, { place, levels, takesOthers, columns: all }];
      }),
  );
}

/**
 * @param names of the table's columns, if the file has them
 * @param takesMissing whether the estimator does
 */
export function columnsOf(
  columns: readonly StepColumn[],
  names: readonly string[] | undefined,
  takesMissing: boolean,
): ForeignColumn[] {
  return [...sourcesOf(columns, names)].map(([index, { levels, takesOthers, columns: all }]) => {
    const named = {
      name: names?.[index] ?? `f${index}`,
      isNamed: names !== undefined,
      takesMissing: all.every(({ missing }) =>
        missing === undefined ? false : takesMissing || !Number.isNaN(missing),
      ),
    };
    if (levels === undefined) return { kind: 'numeric', ...named };
    return { kind: 'categorical', ...named, levels, hasLevels: true, takesOthers };
  });
}

import { indexByName, nearestName, option, quote, repeatedName } from '@lambda-forest/text';
import { singleIssue } from '@lambda-forest/table';

/** Columns of the file that are written beside the answers. */
export interface Keep {
  readonly columns: 'all' | readonly string[];
  /** Names of the answers, which no kept column may have. */
  readonly reserved: readonly string[];
}

/**
 * @param names of the file's columns
 * @returns indices into `names`, in the order in which they are written
 * @throws {DataValidationError} for a column that is missing, there or named twice, or called as an answer is
 */
export function keptColumns(
  names: readonly string[],
  { columns, reserved }: Keep,
  source: string,
): readonly number[] {
  const kept = columns === 'all' ? names : columns;
  const index = indexByName(names);
  const again = columns === 'all' ? undefined : repeatedName(columns);
  if (again !== undefined) {
    const message = `found the column twice after ${option('keep')}, expected it once`;
    throw singleIssue(source, { column: again, message }, 'Leave one of the two out.');
  }
  const twice = repeatedName(names.filter((name) => kept === names || kept.includes(name)));
  for (const column of kept) {
    if (!index.has(column)) throw missing(source, column, names);
    const problem = reserved.includes(column)
      ? 'found a column that is named as an answer is'
      : column === twice
        ? 'found the column twice'
        : undefined;
    if (problem === undefined) continue;
    const remedy = `Rename the column, or leave it out: name others with ${option('keep')}.`;
    throw singleIssue(
      source,
      { column, message: `${problem}, expected a name of its own` },
      remedy,
    );
  }
  return kept.map((column) => index.get(column)!);
}

function missing(source: string, column: string, names: readonly string[]): Error {
  const nearest = nearestName(column, names);
  return singleIssue(
    source,
    { column, message: `found no such column, which ${option('keep')} names` },
    nearest === undefined ? 'Name columns of the file.' : `Did you mean ${quote(nearest)}?`,
  );
}

import { enumerate, option, quote, repeatedName } from '@lambda-forest/text';
import { singleIssue } from '@lambda-forest/table';

/**
 * @param names of the file's columns
 * @param expected those that the model reads
 * @param source what messages call the file
 * @throws {DataValidationError} for columns that are missing or there twice
 */
export function requireColumns(
  names: readonly string[],
  expected: readonly string[],
  source: string,
): void {
  const known = new Set(names);
  const missing = expected.filter((name) => !known.has(name));
  if (missing.length > 0) {
    throw singleIssue(
      source,
      {
        message: `found no ${missing.length === 1 ? 'column' : 'columns'} ${enumerate(missing.map(quote))}, expected those that the model was trained on; the file's are ${enumerate(names.map(quote))}`,
      },
      `Add the columns, or correct their names; lines above the names are left out with ${option('skip-rows')}.`,
    );
  }
  const wanted = new Set(expected);
  const twice = repeatedName(names.filter((name) => wanted.has(name)));
  if (twice === undefined) return;
  throw singleIssue(
    source,
    { column: twice, message: 'found the column twice, expected it once' },
    'Rename or leave out one of them.',
  );
}

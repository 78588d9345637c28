import { enumerate, option, quote } from '@lambda-forest/text';
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
  const missing = expected.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw singleIssue(
      source,
      {
        message: `found no column ${enumerate(missing.map(quote))}, expected those that the model was trained on; the file's are ${enumerate(names.map(quote))}`,
      },
      `Add the columns, or correct their names; lines above the names are left out with ${option('skip-rows')}.`,
    );
  }
  const twice = expected.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice === undefined) return;
  throw singleIssue(
    source,
    { column: twice, message: 'found the column twice, expected it once' },
    'Rename or leave out one of them.',
  );
}

import { ScoringInputError } from './errors.ts';
import { enumerate, quote } from './text.ts';

/**
 * @param names of the file's columns
 * @param expected those that the model reads
 * @param source what messages call the file
 * @throws {ScoringInputError} for columns that are missing or there twice
 */
export function requireColumns(
  names: readonly string[],
  expected: readonly string[],
  source: string,
): void {
  const missing = expected.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new ScoringInputError(
      `Found no column ${enumerate(missing)} in ${source}, whose columns are ${enumerate(names)}, expected those that the model was trained on.`,
      'Add the columns, or correct their names.',
    );
  }
  const twice = expected.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) {
    throw new ScoringInputError(
      `Found the column ${quote(twice)} twice in ${source}, expected it once.`,
      'Rename or leave out one of them.',
    );
  }
}

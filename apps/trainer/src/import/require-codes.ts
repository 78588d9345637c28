import type { Table } from '@lambda-forest/data';
import { ForeignModelError } from '@lambda-forest/interop';
import type { ForeignColumn } from '@lambda-forest/interop';
import { missingTest } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { quote } from '@lambda-forest/text';

const isMissing = missingTest();

/**
 * Requires codes in the columns whose categories a model's file knows by their codes alone.
 *
 * @param known one for each feature of the schema
 * @throws {ForeignModelError} for a text, which no code can be found for
 */
export function requireCodes(
  known: readonly ForeignColumn[],
  { features }: Schema,
  { header, columns }: Pick<Table, 'header' | 'columns'>,
): void {
  for (const [i, column] of known.entries()) {
    if (column.kind !== 'categorical' || column.hasLevels) continue;
    const { name } = features[i]!;
    const written = columns[header.indexOf(name)];
    const words = written?.form === 'words' ? written.words : [];
    const text = words.find((word) => !isMissing(word.trim()) && Number.isNaN(Number(word)));
    if (text === undefined) continue;
    throw new ForeignModelError(
      `Found ${quote(text)} in column ${quote(name)}, expected a code from 0 to ${column.levels.length - 1}: the model's file does not have the texts of its categories.`,
      'Write the codes that training gave them, such as cat.codes of pandas, in the table and in requests.',
    );
  }
}

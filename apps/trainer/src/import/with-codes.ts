import type { Table } from '@lambda-forest/data';
import { ForeignModelError, MAX_LEVELS } from '@lambda-forest/interop';
import type { ForeignCategory, ForeignColumn } from '@lambda-forest/interop';
import { missingTest } from '@lambda-forest/schema';
import type { CategoricalFeature, Schema } from '@lambda-forest/schema';
import { quote } from '@lambda-forest/text';

import { levelCounts } from './level-counts.ts';

const isMissing = missingTest();

/**
 * Requires codes in the columns whose categories a model's file knows by their codes alone.
 *
 * @param known one for each feature of the schema
 * @returns the schema, with the larger codes of columns whose file does not count them
 * @throws {ForeignModelError} for a text, which no code can be found for
 */
export function withCodes(
  known: readonly ForeignColumn[],
  schema: Schema,
  { header, columns }: Pick<Table, 'header' | 'columns'>,
): Schema {
  const features = schema.features.map((feature, i) => {
    const column = known[i]!;
    if (feature.kind !== 'categorical' || column.kind !== 'categorical' || column.hasLevels)
      return feature;
    const written = columns[header.indexOf(feature.name)];
    const words = written?.form === 'words' ? written.words : [];
    return codesOf(
      feature,
      column,
      words.filter((word) => !isMissing(word.trim())),
    );
  });
  return { ...schema, features };
}

function codesOf(
  feature: CategoricalFeature,
  { levels: { length }, takesMoreCodes }: ForeignCategory,
  words: readonly string[],
): CategoricalFeature {
  const text = words.find((word) => Number.isNaN(Number(word)));
  if (text !== undefined) {
    throw new ForeignModelError(
      `Found ${quote(text)} in column ${quote(feature.name)}, expected a code from 0 to ${length - 1}: the model's file does not have the texts of its categories.`,
      'Write the codes that training gave them, such as cat.codes of pandas, in the table and in requests.',
    );
  }
  if (takesMoreCodes !== true) return feature;
  const codes = words.map(Number).filter((code) => Number.isInteger(code) && code < MAX_LEVELS);
  const count = codes.reduce((most, code) => Math.max(most, code + 1), length);
  const levels = Array.from({ length: count }, (_, code) => String(code));
  return { ...feature, levels, counts: levelCounts(levels) };
}

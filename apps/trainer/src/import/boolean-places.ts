import type { Table } from '@lambda-forest/data';
import { missingTest } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

const isMissing = missingTest();

/** The features of numbers that a table has as `True` and `False`, as pandas writes the booleans that libraries take as 1 and 0. */
export function booleanPlaces(
  { features }: Schema,
  { header, columns }: Pick<Table, 'header' | 'columns'>,
): number[] {
  return [...features.keys()].filter((place) => {
    const { kind, name } = features[place]!;
    const written = columns[header.indexOf(name)];
    if (kind !== 'numeric' || written?.form !== 'words') return false;
    const present = written.words.map((word) => word.trim()).filter((word) => !isMissing(word));
    return present.length > 0 && present.every((word) => /^(true|false)$/i.test(word));
  });
}

import { option } from '@lambda-forest/text';

import type { Dataset } from '../dataset/dataset.ts';
import { allNumbers } from '../dataset/feature-column.ts';
import type { Suspicion } from './suspicion.ts';

/** In fewer rows 1, 2, 3 are mostly measured. */
const FEWEST = 20;

/**
 * A first column that counts the rows from 0 or 1, as the names of rows that a program wrote into its file: in a file
 * that is sorted by its target they give it away.
 */
export function findRowNumbers({ schema, columns, rowCount }: Dataset): Suspicion[] {
  const [first] = schema.features;
  if (first?.kind !== 'numeric' || first.source !== undefined || rowCount <= FEWEST) return [];
  const values = allNumbers(columns[0]!);
  const start = values[0];
  if ((start !== 0 && start !== 1) || schema.features.length === 1) return [];
  if (!values.every((value, row) => value === start + row)) return [];
  const message = `numbers from ${start} to ${start + rowCount - 1} count the rows: if they are no time or place, leave the column out in ${option('schema')} ("kind": "ignore")`;
  return [{ code: 'row-numbers', column: first.name, message }];
}

import { splitRows } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import type { Provenance } from '@lambda-forest/serializer';

/** Which rows of a table may judge a model fairly. */
export type HeldOut =
  /** The table is not the one that the model was trained on: all of its rows are. */
  | { readonly kind: 'new' }
  /** It is that table, and these rows were held out: indices, ascending. */
  | { readonly kind: 'known'; readonly rows: Uint32Array }
  /** It is that table, and the split cannot be made again from it. */
  | { readonly kind: 'lost' };

/**
 * Finds the rows that a model has not been trained on, by its provenance: the same table, seed and share give the
 * same split.
 *
 * @param sha256 of the table's bytes
 */
export function heldOutRows(
  dataset: Dataset,
  sha256: string,
  { data, split, seed }: Provenance,
): HeldOut {
  if (data.sha256 !== sha256) return { kind: 'new' };
  const isByRow =
    split.kind === undefined || split.kind === 'stratified' || split.kind === 'random';
  if (!isByRow || data.rows !== dataset.rowCount) return { kind: 'lost' };
  const { testSize, stratified } = split;
  const { train, test } = splitRows(dataset, { testSize, seed, stratified });
  if (train.length !== split.trainRows || test.length !== split.testRows) return { kind: 'lost' };
  return { kind: 'known', rows: test };
}

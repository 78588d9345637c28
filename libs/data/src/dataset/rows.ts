import type { Dataset } from './dataset.ts';

/** The indices 0 to count - 1. */
export function firstRows(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let i = 0; i < count; i++) rows[i] = i;
  return rows;
}

/** The index of every row of a dataset, ascending. */
export function allRows(dataset: Dataset): Uint32Array {
  return firstRows(dataset.rowCount);
}

/** Indices below `rowCount`, in their order, repeated ones once: a Set holds 16.7 million at most. */
export function distinctRows(rows: Uint32Array, rowCount: number): Uint32Array {
  const isSeen = new Uint8Array(rowCount);
  const distinct = new Uint32Array(rows.length);
  let count = 0;
  for (const row of rows) {
    if (isSeen[row] === 1) continue;
    isSeen[row] = 1;
    distinct[count++] = row;
  }
  return distinct.slice(0, count);
}

/**
 * The groups that a stratified draw keeps in proportion: for classification one per class, in the schema's
 * order (a class without rows has an empty one); for regression a single one.
 *
 * @param isStratified false: a single group for any task
 * @returns positions in `rows`, ascending in each group
 */
export function groupPositions(
  dataset: Dataset,
  rows: Uint32Array,
  isStratified = true,
): readonly Uint32Array[] {
  if (dataset.task === 'regression' || !isStratified) return [firstRows(rows.length)];
  const { target, schema } = dataset;
  const sizes = new Uint32Array(schema.target.classes.length);
  for (const row of rows) sizes[target[row]!]!++;
  const groups = Array.from(sizes, (size) => new Uint32Array(size));
  const filled = new Uint32Array(sizes.length);
  for (let position = 0; position < rows.length; position++) {
    const group = target[rows[position]!]!;
    groups[group]![filled[group]!++] = position;
  }
  return groups;
}

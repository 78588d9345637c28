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

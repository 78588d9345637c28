import { expect } from 'vitest';

import type { ForeignColumn, ForeignModel } from '../src/index.ts';

export type Cell = number | string | null;

/** The columns of golden tables with names. */
const NAMES = ['age', 'income', 'score', 'city', 'plan'];

/** Rows of golden tables as a model's forest takes them. */
export function encode(
  { columns }: ForeignModel,
  rows: readonly (readonly Cell[])[],
): Float64Array {
  const places = columns.map(({ name, isNamed }, i) => {
    if (!isNamed) return Number(/\d+$/.exec(name)?.[0]); // f0, or Column_0
    return NAMES.includes(name) ? NAMES.indexOf(name) : i;
  });
  return Float64Array.from(
    rows.flatMap((row) => columns.map((column, i) => codeOf(column, row[places[i]!]!))),
  );
}

function codeOf(column: ForeignColumn, cell: Cell): number {
  if (cell === null) return NaN;
  if (column.kind === 'numeric') return Number(cell);
  const { levels, takesOthers } = column;
  const level = levels.indexOf(String(cell));
  if (level === -1) expect(takesOthers).toBe(true);
  return level === -1 ? levels.length : level;
}

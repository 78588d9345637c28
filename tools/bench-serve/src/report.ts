import { textTable } from '@lambda-forest/cli';

import type { Result } from './bench-shape.ts';
import type { Spread } from './spread.ts';

const HEADER = ['forest', 'nodes', 'predictor', 'us a row', '', 'batch, us a row', '', 'rows/s'];

/** The results as lines of an aligned table. */
export function report(results: readonly Result[]): string[] {
  const rows = results.map(({ forest, nodes, predictor, row, batch }) => [
    forest,
    String(nodes),
    predictor,
    microseconds(row.median),
    range(row),
    microseconds(batch.median),
    range(batch),
    String(Math.round(1e6 / batch.median)),
  ]);
  return textTable([HEADER, ...rows], ['left', 'right', 'left']);
}

function range({ lowerQuartile, upperQuartile }: Spread): string {
  return `[${microseconds(lowerQuartile)}, ${microseconds(upperQuartile)}]`;
}

function microseconds(us: number): string {
  return us.toFixed(us < 10 ? 2 : 1);
}

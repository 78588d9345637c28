import { rectY } from '@observablehq/plot';

import { drawDecoration } from '../draw.ts';
import type { Html } from '../html.ts';
import type { Histogram } from './histogram.ts';
import { ACCENT } from './theme.ts';

const WIDTH = 110;
const HEIGHT = 26;

/** A histogram small enough for a table's cell; it has no text, because the cells beside it do. */
export function sparkline({ bins }: Histogram): Html {
  return drawDecoration({
    width: WIDTH,
    height: HEIGHT,
    margin: 0,
    axis: null,
    x: { domain: [bins[0]!.lower, bins.at(-1)!.upper] },
    y: { domain: [0, Math.max(1, ...bins.map(({ count }) => count))] },
    marks: [
      rectY(
        bins.filter(({ count }) => count > 0),
        { x1: 'lower', x2: 'upper', y: 'count', fill: ACCENT, insetRight: 1 },
      ),
    ],
  });
}

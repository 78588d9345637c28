import { dot, line } from '@observablehq/plot';
import type { ScaleOptions } from '@observablehq/plot';

import { draw } from '../draw.ts';
import type { ChartText } from '../draw.ts';
import type { Html } from '../html.ts';
import { ACCENT, axis, FRAME, MUTED, numberTicks } from './theme.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Dots, with a dashed line between two points to compare with. */
export function scatterChart(
  id: string,
  text: ChartText,
  labels: { readonly x: string; readonly y: string },
  points: readonly Point[],
  reference: readonly [Point, Point],
  scales: { readonly x?: ScaleOptions; readonly y?: ScaleOptions } = {},
): Html {
  const largest = (of: (point: Point) => number) =>
    [...points, ...reference].reduce((most, point) => Math.max(most, Math.abs(of(point))), 0);
  // Many dots overlap: the fewer there are, the more opaque they are.
  const opacity = Math.max(0.25, Math.min(0.75, 60 / Math.sqrt(points.length) / 10));
  return draw(id, text, {
    ...FRAME,
    x: axis(labels.x, { nice: true, ticks: 6, ...numberTicks(largest(({ x }) => x)), ...scales.x }),
    y: axis(labels.y, { nice: true, ...numberTicks(largest(({ y }) => y)), ...scales.y }),
    marks: [
      dot(points, { x: 'x', y: 'y', r: 3, fill: ACCENT, fillOpacity: opacity }),
      line(reference, { x: 'x', y: 'y', stroke: MUTED, strokeDasharray: '4 4', strokeWidth: 1.5 }),
    ],
  });
}

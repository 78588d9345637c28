import { rectY, ruleX, ruleY } from '@observablehq/plot';
import type { ScaleOptions } from '@observablehq/plot';

import { draw } from '../draw.ts';
import type { ChartText } from '../draw.ts';
import type { Html } from '../html.ts';
import type { Histogram } from './histogram.ts';
import { axis, FRAME, MUTED } from './theme.ts';

export interface HistogramSeries {
  readonly color: string;
  readonly histogram: Histogram;
}

/** Histograms over the same bins, stacked. */
export function histogramChart(
  id: string,
  text: ChartText,
  labels: { readonly x: string; readonly y: string },
  series: readonly HistogramSeries[],
  { level, xScale }: { readonly level?: number; readonly xScale?: ScaleOptions } = {},
): Html {
  const bars = series.flatMap(({ color, histogram: { bins } }) =>
    bins.filter(({ count }) => count > 0).map((bin) => ({ ...bin, color })),
  );
  return draw(id, text, {
    ...FRAME,
    x: axis(labels.x, xScale),
    y: axis(labels.y),
    color: { type: 'identity' },
    marks: [
      rectY(bars, { x1: 'lower', x2: 'upper', y: 'count', fill: 'color', inset: 0.5 }),
      ruleY([0]),
      level === undefined
        ? undefined
        : ruleX([level], { stroke: MUTED, strokeDasharray: '4 4', strokeWidth: 1.5 }),
    ],
  });
}

import { rectY, ruleX, ruleY } from '@observablehq/plot';
import type { ScaleOptions } from '@observablehq/plot';

import { draw } from '../draw.ts';
import type { ChartText } from '../draw.ts';
import type { Html } from '../html.ts';
import type { Histogram } from './histogram.ts';
import { axis, FRAME, MUTED, numberTicks } from './theme.ts';

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

  const ends = series.flatMap(({ histogram: { bins } }) => [bins[0]!.lower, bins.at(-1)!.upper]);
  const largestX = Math.max(...ends.map(Math.abs));
  const fullest = ({ histogram: { bins } }: HistogramSeries) =>
    Math.max(...bins.map(({ count }) => count));
  return draw(id, text, {
    ...FRAME,
    x: axis(labels.x, { ...numberTicks(largestX), ...xScale }),
    y: axis(labels.y, numberTicks(series.reduce((sum, one) => sum + fullest(one), 0))),
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

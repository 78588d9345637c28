import { dot, lineY, ruleY } from '@observablehq/plot';
import type { Markish, ScaleOptions } from '@observablehq/plot';

import { draw } from '../draw.ts';
import type { ChartText } from '../draw.ts';
import type { Html } from '../html.ts';
import { axis, FRAME, MUTED, numberTicks } from './theme.ts';

/** A line: its points in order and its colour. */
export interface Line {
  readonly color: string;
  /** Of the dots. Default: 1. */
  readonly opacity?: number;
  /** `r` is the radius of the point's dot, 3 by default. */
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly r?: number | undefined;
  }[];
}

export interface LineChart {
  readonly id: string;
  readonly text: ChartText;
  /** Null if the title names it. */
  readonly x: string | null;
  readonly y: string;
  readonly lines: readonly Line[];
  /** Straight lines or steps. */
  readonly curve?: 'linear' | 'step-after';
  /** Show the points too, if they are few. */
  readonly dots?: boolean;
  /** No lines between the points, which have no order. */
  readonly onlyDots?: boolean;
  /** A dashed line to compare with. */
  readonly reference?: readonly { readonly x: number; readonly y: number }[];
  /** A dashed level to compare with. */
  readonly level?: number | undefined;
  readonly xScale?: ScaleOptions;
  readonly yScale?: ScaleOptions;
  readonly marks?: readonly Markish[];
  readonly width?: number;
  readonly height?: number;
  /** Room for the numbers of the vertical axis. */
  readonly marginLeft?: number;
  /** The height of slanted labels below the horizontal axis, in addition to `height`. */
  readonly slantedHeight?: number;
}

/** Nearer to 0 there is no room for the steps of an axis: such numbers are drawn as 0. */
const LEAST = 1e-300;

function drawable<Point extends { readonly x: number; readonly y: number }>(point: Point): Point {
  const shown = (value: number) => (Math.abs(value) < LEAST ? 0 : value);
  return { ...point, x: shown(point.x), y: shown(point.y) };
}

/** Lines over a common axis, one colour each. */
export function lineChart(chart: LineChart): Html {
  const { id, text, reference, level, dots = false, curve = 'linear', slantedHeight = 0 } = chart;
  const lines = chart.lines.map((line) => ({ ...line, points: line.points.map(drawable) }));
  const size = {
    width: chart.width ?? FRAME.width,
    height: (chart.height ?? FRAME.height) + slantedHeight,
  };
  const drawn = [...lines.flatMap(({ points }) => points), ...(reference ?? [])];
  const largest = (of: (point: { x: number; y: number }) => number) =>
    drawn.reduce((most, point) => Math.max(most, Math.abs(of(point))), 0);
  const dashed = { stroke: MUTED, strokeDasharray: '4 4', strokeWidth: 1.5 };
  return draw(id, text, {
    ...FRAME,
    ...size,
    marginLeft: chart.marginLeft ?? FRAME.marginLeft,
    marginBottom: FRAME.marginBottom + slantedHeight,
    x: axis(chart.x, { ...numberTicks(largest(({ x }) => x)), ...chart.xScale }),
    y: axis(chart.y, { ...numberTicks(largest(({ y }) => y)), ...chart.yScale }),
    r: { type: 'identity' },
    marks: [
      ...(chart.marks ?? []),
      reference === undefined ? undefined : lineY(reference, { x: 'x', y: 'y', ...dashed }),
      level === undefined ? undefined : ruleY([level], dashed),
      ...lines.flatMap(({ points, color, opacity = 1 }) => [
        chart.onlyDots === true
          ? undefined
          : lineY(points, { x: 'x', y: 'y', stroke: color, strokeWidth: 2, curve }),
        dots
          ? dot(points, {
              x: 'x',
              y: 'y',
              fill: color,
              fillOpacity: opacity,
              r: ({ r = 3 }: { r?: number | undefined }) => r,
            })
          : undefined,
      ]),
    ],
  });
}

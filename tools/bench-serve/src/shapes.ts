/** How large a forest is, and how hard it is on the caches. */
export interface ForestShape {
  readonly trees: number;
  /** Of each tree; its nodes are twice as many less one. */
  readonly leaves: number;
  readonly features: number;
  /** 1 for regression, else the number of classes, each leaf voting for one. */
  readonly outputs: number;
  /** Different values of a feature, and so at most as many thresholds. */
  readonly levels: number;
}

/** Forests of the size that 100 fully grown trees have on well-known tables. */
export const SHAPES = {
  /** The iris table: some 1,500 nodes. */
  iris: { trees: 100, leaves: 8, features: 4, outputs: 3, levels: 30 },
  /** The letter table: pixels counted from 0 to 15; some 700,000 nodes. */
  letter: { trees: 100, leaves: 3_500, features: 16, outputs: 26, levels: 16 },
  /** A generated table of 80,000 rows of continuous features; some 900,000 nodes. */
  synthetic: { trees: 100, leaves: 4_500, features: 20, outputs: 2, levels: 80_000 },
  /** A regression on 40,000 rows, every leaf with its own answer; some 1,000,000 nodes. */
  regression: { trees: 100, leaves: 5_000, features: 9, outputs: 1, levels: 10_000 },
} as const satisfies Readonly<Record<string, ForestShape>>;

export type ShapeName = keyof typeof SHAPES;

export const SHAPE_NAMES = Object.keys(SHAPES) as ShapeName[];

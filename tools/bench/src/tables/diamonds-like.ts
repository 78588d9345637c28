import type { Arrays } from '../peers/dataset-of.ts';
import { Random } from './random.ts';

const ROWS = 53_940;

/** Sizes that cutters aim at, in carat, with their frequency. */
const USUAL_CARATS = [0.3, 0.4, 0.5, 0.7, 0.9, 1, 1.2, 1.5, 2] as const;
const CARAT_SHARES = [22, 13, 11, 13, 7, 16, 7, 7, 4] as const;
const CUT_SHARES = [3, 9, 22, 26, 40] as const;
const COLOR_SHARES = [5, 10, 15, 21, 18, 18, 13] as const;
const CLARITY_SHARES = [1, 17, 24, 23, 15, 9, 7, 4] as const;

/** A round brilliant of 1 carat measures about 6.4 mm. */
const MM_OF_ONE_CARAT = 6.43;

/**
 * 53,940 stones by 9 numbers with a price, as in ggplot2's "diamonds": carat, cut, color, clarity (grades as
 * ranks, the best is the largest), depth and table in percent, length, width and height in millimetres. Sizes
 * cluster just above round numbers; the price grows faster than the size, multiplies with the grades, and its
 * noise is a share of it.
 */
export function diamondsLike(seed: number): Arrays {
  const random = new Random(seed);
  const columns = Array.from({ length: 9 }, () => new Float64Array(ROWS));
  const target = new Float64Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    const above = random.uniform();
    const carat = round(
      USUAL_CARATS[random.pick(CARAT_SHARES)]! * (1 + 0.35 * above * above * above),
      100,
    );
    const cut = random.pick(CUT_SHARES);
    const color = random.pick(COLOR_SHARES);
    const clarity = random.pick(CLARITY_SHARES);
    const depth = round(61.8 + (1.8 - 0.3 * cut) * random.bell(), 10);
    const table = Math.round(57.5 - 0.3 * cut + 2 * random.bell());
    const width = MM_OF_ONE_CARAT * cubeRoot(carat) * (1 + 0.01 * random.bell());
    const length = width * (1 + 0.006 * random.bell());
    const height = ((length + width) / 2) * (depth / 100);
    const grades = (1 + 0.03 * cut) * (1 + 0.08 * color) * (1 + 0.12 * clarity);
    const price = 1_900 * carat * Math.sqrt(carat) * grades * (1 + 0.1 * random.bell());

    const values = [carat, cut, color, clarity, depth, table, length, width, height];
    for (let i = 0; i < values.length; i++) {
      columns[i]![row] = i < 6 ? values[i]! : round(values[i]!, 100);
    }
    target[row] = Math.round(price);
  }
  return { task: 'regression', columns, target };
}

/** `Math.cbrt` may differ in its last bit between machines; Newton's iteration does not. */
function cubeRoot(value: number): number {
  let root = 1;
  for (let i = 0; i < 8; i++) root -= (root - value / (root * root)) / 3;
  return root;
}

function round(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}

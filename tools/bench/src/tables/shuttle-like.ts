import type { Arrays } from '../peers/dataset-of.ts';
import { Random } from './random.ts';

const ROWS = 58_000;
const FEATURES = 9;
const OUTLIERS = 0.0005;

/** The values of the first, the third and the last feature in each state, with its share of the rows. */
const STATES = [
  { share: 0.786, first: [37, 54], third: [76, 88], last: [0, 6] },
  { share: 0.0009, first: [37, 56], third: [60, 76], last: [-20, 0] },
  { share: 0.003, first: [53, 57], third: [84, 100], last: [8, 30] },
  { share: 0.1535, first: [54, 63], third: [78, 92], last: [18, 40] },
  { share: 0.0563, first: [50, 58], third: [104, 130], last: [50, 80] },
  { share: 0.0002, first: [84, 110], third: [70, 80], last: [0, 10] },
  { share: 0.0001, first: [50, 70], third: [20, 40], last: [40, 90] },
] as const;

/**
 * 58,000 readings by 9 whole numbers in 7 states, as in the Statlog "shuttle" table: four of five rows are in
 * one state and some states have a handful; simple bounds on a few features separate nearly all of them;
 * other features are differences of those or mostly 0 with wild outliers.
 */
export function shuttleLike(seed: number): Arrays {
  const random = new Random(seed);
  const shares = STATES.map(({ share }) => share);
  const columns = Array.from({ length: FEATURES }, () => new Float64Array(ROWS));
  const target = new Int32Array(ROWS);
  const spike = (scale: number) =>
    random.uniform() < 0.3 ? Math.round(scale * random.bell() * random.bell()) : 0;
  for (let row = 0; row < ROWS; row++) {
    const state = random.pick(shares);
    const { first, third, last } = STATES[state]!;
    const a = Math.floor(random.between(first[0], first[1]));
    const c = Math.floor(random.between(third[0], third[1]));
    const i = Math.floor(random.between(last[0], last[1]));
    const e = Math.round(c - a + 6 * random.bell());
    const row9 = [a, spike(20), c, spike(3), e, spike(40), c - a, c - e, i];
    for (let feature = 0; feature < FEATURES; feature++) columns[feature]![row] = row9[feature]!;
    target[row] = random.uniform() < OUTLIERS ? random.pick(shares) : state;
  }
  return { task: 'classification', columns, target, classCount: STATES.length };
}

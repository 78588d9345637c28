import type { Arrays } from '../peers/dataset-of.ts';
import { Random } from './random.ts';

const ROWS = 6_435;
const BANDS = 4;
const PIXELS = 9;
const CENTER = 4;

/** Share of the rows and brightness in each band, by kind of soil. */
const SOILS = [
  { share: 0.24, bands: [63, 95, 108, 88] },
  { share: 0.11, bands: [49, 40, 114, 119] },
  { share: 0.21, bands: [87, 105, 111, 87] },
  { share: 0.1, bands: [77, 91, 96, 75] },
  { share: 0.11, bands: [60, 62, 83, 70] },
  { share: 0.23, bands: [69, 77, 82, 64] },
] as const;

/**
 * 6,435 places by 36 whole numbers, as in the Statlog "Landsat satellite" table: the brightness of 3 x 3 pixels
 * in four spectral bands, and the kind of soil in the middle one. Bands rise and fall together with the light,
 * neighbouring pixels are similar, and at a border some of them show another soil.
 */
export function satelliteLike(seed: number): Arrays {
  const random = new Random(seed);
  const shares = SOILS.map(({ share }) => share);
  const columns = Array.from({ length: BANDS * PIXELS }, () => new Float64Array(ROWS));
  const target = new Int32Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    const soil = random.pick(shares);
    const neighbour = random.uniform() < 0.3 ? random.pick(shares) : soil;
    const border = random.uniform() * 0.6;
    const light = 1 + 0.05 * random.bell();
    const tints = Array.from({ length: BANDS }, () => 4.5 * random.bell());
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      const isMiddle = pixel === CENTER;
      const shown = !isMiddle && random.uniform() < border ? neighbour : soil;
      for (let band = 0; band < BANDS; band++) {
        const value = SOILS[shown]!.bands[band]! * light + tints[band]! + 3 * random.bell();
        columns[pixel * BANDS + band]![row] = Math.max(0, Math.round(value));
      }
    }
    target[row] = soil;
  }
  return { task: 'classification', columns, target, classCount: SOILS.length };
}

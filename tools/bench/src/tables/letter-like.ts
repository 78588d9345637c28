import type { Arrays } from '../peers/dataset-of.ts';
import { Random } from './random.ts';

const ROWS = 20_000;
const FEATURES = 16;
const CLASSES = 26;
const FONTS = 4;
const MAX_VALUE = 15;

/**
 * 20,000 letters by 16 whole numbers from 0 to 15, as in Frey and Slate's "letter recognition" (1991): a letter
 * looks different in each of four fonts, and its size and slant move several features together.
 */
export function letterLike(seed: number): Arrays {
  const random = new Random(seed);
  const draw = (low: number, high: number) =>
    Float64Array.from({ length: FEATURES }, () => random.between(low, high));
  const letters = Array.from({ length: CLASSES }, () => draw(3, 12));
  const fonts = letters.map(() => Array.from({ length: FONTS }, () => draw(-2.2, 2.2)));
  const size = draw(-0.8, 1);
  const slant = draw(-0.8, 0.8);

  const columns = Array.from({ length: FEATURES }, () => new Float64Array(ROWS));
  const target = new Int32Array(ROWS);
  for (let row = 0; row < ROWS; row++) {
    const letter = random.integer(CLASSES);
    const font = fonts[letter]![random.integer(FONTS)]!;
    const howLarge = random.bell();
    const howSlanted = random.bell();
    for (let i = 0; i < FEATURES; i++) {
      const value =
        letters[letter]![i]! +
        font[i]! +
        size[i]! * howLarge +
        slant[i]! * howSlanted +
        1.7 * random.bell();
      columns[i]![row] = Math.min(MAX_VALUE, Math.max(0, Math.round(value)));
    }
    target[row] = letter;
  }
  return { task: 'classification', columns, target, classCount: CLASSES };
}

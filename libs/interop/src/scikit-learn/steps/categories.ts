import { damaged } from '../../errors.ts';
import { arrayOf, numbersOf, textsOf } from '../../pickle/nd-array.ts';
import type { PickleValue } from '../../pickle/values.ts';
import { isScalar, numberOf } from '../attributes.ts';

/** In the place of a cell that is missing: numpy's nan, or None. */
export const MISSING = Symbol('missing');

/** A number, a text, a boolean as Python writes it, or missing. */
export type Cell = number | string | typeof MISSING;

/** The elements of an array of categories or statistics. */
export function cellsOf(value: PickleValue | undefined, what: string): Cell[] {
  const array = arrayOf(value, what);
  const { letter } = array.dtype;
  if (letter === 'U' || letter === 'b') return textsOf(array, what);
  if (letter !== 'O') return [...numbersOf(array, what)].map(numberOrMissing);
  return array.objects.map((object) => {
    if (object === null) return MISSING;
    if (typeof object === 'string') return object;
    if (typeof object === 'boolean') return object ? 'True' : 'False';
    if (typeof object === 'number' || isScalar(object))
      return numberOrMissing(numberOf(object, what));
    throw damaged(`Found an object for ${what}, expected texts or numbers.`);
  });
}

function numberOrMissing(number: number): Cell {
  return Number.isNaN(number) ? MISSING : number;
}

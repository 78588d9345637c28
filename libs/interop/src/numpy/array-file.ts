import { damaged } from '../errors.ts';
import { arrayOf, numbersOf } from '../pickle/nd-array.ts';
import { readNpy } from './npy.ts';

/** Numbers of an array of one or two dimensions; one is a column. */
export interface NumberTable {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. */
  readonly numbers: Float64Array;
  /** Whether the file has them as float32. */
  readonly isFloat32: boolean;
}

/**
 * @param bytes of a .npy file
 * @param what the messages call it
 * @throws {ForeignModelError} for a damaged file, objects, texts, or more than two dimensions
 */
export function readNumberTable(bytes: Uint8Array, what: string): NumberTable {
  const array = arrayOf(readNpy(bytes, what), what);
  const { shape, dtype } = array;
  const [rows = 0, columns = 1] = shape;
  if (shape.length < 1 || shape.length > 2) {
    throw damaged(`Found the shape [${shape.join(', ')}] of ${what}, expected rows, and columns.`);
  }
  const isFloat32 = dtype.letter === 'f' && dtype.size === 4;
  return { rows, columns, numbers: numbersOf(array, what), isFloat32 };
}

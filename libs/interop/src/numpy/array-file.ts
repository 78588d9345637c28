import { enumerate } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { arrayOf, numbersOf, textsOf } from '../pickle/nd-array.ts';
import { MAX_UNPACKED_BYTES } from '../reading/unpack.ts';
import { ZipArchive } from '../reading/zip.ts';
import { isNpy, readNpy } from './npy.ts';

/** Cells of an array of one or two dimensions; one is a column. */
export interface ArrayTable {
  readonly rows: number;
  readonly columns: number;
  /** Row-major; texts of an array of texts or booleans. */
  readonly cells: Float64Array | readonly string[];
  /** Whether the file has them as float32. */
  readonly isFloat32: boolean;
}

/** Enough of a file's start to know an array by it. */
export const ARRAY_START_BYTES = 256;

/**
 * Whether a file is one that numpy.save or numpy.savez writes.
 *
 * @param start its first ARRAY_START_BYTES, or all of a shorter one
 */
export function isArrayFile(start: Uint8Array): boolean {
  return isNpy(start) || isNpz(start);
}

/**
 * @param bytes of a .npy file, or of a .npz file of one array
 * @param what the messages call it
 * @throws {ForeignModelError} for a damaged file, several arrays, objects, records, or more than two dimensions
 */
export function readArrayFile(bytes: Uint8Array, what: string): ArrayTable {
  try {
    return tableOf(isNpy(bytes) ? bytes : onlyArray(bytes, what), what);
  } catch (error) {
    if (!(error instanceof ForeignModelError)) throw error;
    const remedy =
      'Save them with numpy.save(file, array.astype(float)), or classes with astype(str).';
    throw new ForeignModelError(error.problem, remedy, error);
  }
}

function tableOf(bytes: Uint8Array, what: string): ArrayTable {
  const array = arrayOf(readNpy(bytes, what), what);
  const { shape, dtype } = array;
  const [rows = 0, columns = 1] = shape;
  if (shape.length < 1 || shape.length > 2) {
    throw damaged(`Found the shape [${shape.join(', ')}] of ${what}, expected rows, and columns.`);
  }
  const isText = dtype.letter === 'U' || dtype.letter === 'b';
  const cells = isText ? textsOf(array, what) : numbersOf(array, what);
  return { rows, columns, cells, isFloat32: dtype.letter === 'f' && dtype.size === 4 };
}

/** A ZIP archive whose first file is one of numpy. */
function isNpz(start: Uint8Array): boolean {
  const text = new TextDecoder('latin1').decode(start.subarray(0, ARRAY_START_BYTES));
  return text.startsWith('PK\u0003\u0004') && text.includes('.npy', ZIP_HEADER_BYTES);
}

/** Before the name of a file. */
const ZIP_HEADER_BYTES = 30;

function onlyArray(bytes: Uint8Array, what: string): Uint8Array {
  const archive = new ZipArchive(bytes, MAX_UNPACKED_BYTES);
  const { names } = archive;
  if (names.length !== 1)
    throw damaged(`Found the arrays ${enumerate(names)} for ${what}, expected one.`);
  return archive.read(names[0]!);
}

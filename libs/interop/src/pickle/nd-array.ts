/** numpy's arrays as their pickles hold them (numpy/core/src/multiarray/methods.c, numpy/_core/numeric.py) and as joblib writes them. */
import { count, quote } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import { dtypeOf } from './dtype.ts';
import type { DType } from './dtype.ts';
import { isMade, isRawArray, nameOf } from './values.ts';
import type { Made, PickleValue } from './values.ts';

export interface NdArray {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Elements one after the other, in C order; none of an array of objects. */
  readonly bytes: Uint8Array;
  readonly objects: readonly PickleValue[];
}

/** The bytes that joblib writes for an array of numbers or texts; undefined for one of objects. */
export function byteLengthOf(wrapper: ReadonlyMap<PickleValue, PickleValue>): number | undefined {
  const { size, letter } = dtypeOf(wrapper.get('dtype') ?? null);
  if (letter === 'O') return undefined;
  return size * sizeOf(shapeOf(wrapper.get('shape') ?? null));
}

/** @throws {ForeignModelError} for anything else than an array, or one whose bytes do not fill its shape */
export function arrayOf(value: PickleValue | undefined, what: string): NdArray {
  if (isRawArray(value)) {
    const { wrapper, bytes } = value;
    const shape = shapeOf(wrapper.get('shape') ?? null);
    return whole(
      what,
      dtypeOf(wrapper.get('dtype') ?? null),
      shape,
      wrapper.get('order') === 'F',
      bytes,
    );
  }
  if (isMade(value)) {
    const name = value.by.name;
    if (name === '_reconstruct' && Array.isArray(value.state)) {
      const [, shape, dtype, isFortran, data] = value.state as readonly PickleValue[];
      return whole(what, dtypeOf(dtype ?? null), shapeOf(shape ?? null), isFortran === true, data);
    }
    if (name === '_frombuffer') {
      const [data, dtype, shape, order] = value.args;
      return whole(what, dtypeOf(dtype ?? null), shapeOf(shape ?? null), order === 'F', data);
    }
  }
  throw damaged(`Found no array for ${what}, expected one.`);
}

function whole(
  what: string,
  dtype: DType,
  shape: readonly number[],
  isFortran: boolean,
  data: PickleValue | undefined,
): NdArray {
  const length = sizeOf(shape);
  if (dtype.letter === 'O') {
    if (!Array.isArray(data) || data.length !== length)
      throw damaged(`Found other than ${count(length, 'object')} for ${what}.`);
    return { dtype, shape, bytes: new Uint8Array(0), objects: data as PickleValue[] };
  }
  const bytes = rawBytesOf(data);
  if (bytes?.length !== length * dtype.size) {
    throw damaged(
      `Found ${bytes?.length ?? 'no'} bytes for ${what}, expected ${length * dtype.size}.`,
    );
  }
  const isFlat = shape.filter((n) => n !== 1).length <= 1;
  return {
    dtype,
    shape,
    bytes: isFortran && !isFlat ? toRows(bytes, shape, dtype.size) : bytes,
    objects: [],
  };
}

/** Columns, one after the other, become rows. */
function toRows(bytes: Uint8Array, shape: readonly number[], size: number): Uint8Array {
  if (shape.length !== 2)
    throw damaged(`Found a Fortran array of ${count(shape.length, 'dimension')}, expected 2.`);
  const [rows = 0, columns = 0] = shape;
  const out = new Uint8Array(bytes.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = (column * rows + row) * size;
      out.set(bytes.subarray(from, from + size), (row * columns + column) * size);
    }
  }
  return out;
}

/** Bytes, the text that protocol 2 makes of them, or a bytearray of either. */
export function rawBytesOf(data: PickleValue | undefined): Uint8Array | undefined {
  const isArray =
    isMade(data) && /^(builtins|__builtin__)\.(bytes|bytearray)$/.test(nameOf(data.by));
  const inner = isArray ? data.args[0] : data;
  if (isArray && inner === undefined) return new Uint8Array(0);
  if (inner instanceof Uint8Array) return inner;
  const text = isMade(inner) && nameOf(inner.by) === '_codecs.encode' ? inner.args[0] : undefined;
  if (typeof text !== 'string') return undefined;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** @throws {ForeignModelError} for an array that holds no numbers */
export function numbersOf(array: NdArray, what: string): Float64Array {
  return readNumbers(array.bytes, array.dtype, 0, array.dtype.size, sizeOf(array.shape), what);
}

/** One of numpy's numbers: its dtype and its bytes. */
export function scalarOf({ args: [dtype, data] }: Made, what: string): number {
  const type = dtypeOf(dtype ?? null);
  const bytes = rawBytesOf(data);
  if (bytes?.length !== type.size) throw damaged(`Found no number for ${what}, expected one.`);
  return readNumbers(bytes, type, 0, type.size, 1, what)[0]!;
}

/** A field of an array of records, one number for each. */
export function fieldOf({ dtype, bytes, shape }: NdArray, name: string): Float64Array {
  const field = dtype.fields.get(name);
  if (field === undefined) throw damaged(`Found records without ${name}, expected it.`);
  return readNumbers(bytes, field.dtype, field.offset, dtype.size, sizeOf(shape), name);
}

export function hasField({ dtype }: NdArray, name: string): boolean {
  return dtype.fields.has(name);
}

function readNumbers(
  bytes: Uint8Array,
  { letter, size, isLittle }: DType,
  offset: number,
  stride: number,
  length: number,
  what: string,
): Float64Array {
  const read = READERS[`${letter}${size}`];
  if (read === undefined)
    throw damaged(`Found numpy's ${quote(`${letter}${size}`)} for ${what}, expected numbers.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length }, (_, i) => read(view, i * stride + offset, isLittle));
}

const READERS: Readonly<Record<string, (view: DataView, at: number, isLittle: boolean) => number>> =
  {
    b1: (view, at) => view.getUint8(at),
    i1: (view, at) => view.getInt8(at),
    u1: (view, at) => view.getUint8(at),
    i2: (view, at, isLittle) => view.getInt16(at, isLittle),
    u2: (view, at, isLittle) => view.getUint16(at, isLittle),
    i4: (view, at, isLittle) => view.getInt32(at, isLittle),
    u4: (view, at, isLittle) => view.getUint32(at, isLittle),
    i8: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)),
    u8: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)),
    f4: (view, at, isLittle) => view.getFloat32(at, isLittle),
    f8: (view, at, isLittle) => view.getFloat64(at, isLittle),
  };

/** Each element as a text: names, or labels of any kind. */
export function textsOf(array: NdArray, what: string): string[] {
  const { dtype, bytes, objects } = array;
  if (dtype.letter === 'O') return objects.map((object) => textOf(object, what));
  if (dtype.letter === 'b')
    return [...numbersOf(array, what)].map((number) => (number === 0 ? 'False' : 'True'));
  if (dtype.letter !== 'U') {
    // As Python writes them: a float that is whole has a point.
    const isFloat = dtype.letter === 'f';
    return [...numbersOf(array, what)].map((number) =>
      isFloat && Number.isInteger(number) ? `${number}.0` : String(number),
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: sizeOf(array.shape) }, (_, i) => {
    const codes = Array.from({ length: dtype.size / 4 }, (__, k) =>
      view.getUint32(i * dtype.size + 4 * k, dtype.isLittle),
    );
    if (codes.some((codePoint) => codePoint > 0x10_ffff))
      throw damaged(`Found no text for ${what}.`);
    return codes
      .map((codePoint) => (codePoint === 0 ? '' : String.fromCodePoint(codePoint)))
      .join('');
  });
}

function textOf(value: PickleValue, what: string): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  throw damaged(`Found an object for ${what}, expected texts or numbers.`);
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function shapeOf(value: PickleValue): readonly number[] {
  const isShape =
    Array.isArray(value) &&
    value.every(
      (length): length is number =>
        typeof length === 'number' && Number.isSafeInteger(length) && length >= 0,
    );
  if (isShape && Number.isSafeInteger(sizeOf(value))) return value;
  throw damaged('Found an array without a shape in a pickle.');
}

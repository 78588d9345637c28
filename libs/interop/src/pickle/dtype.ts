/** numpy's types as their pickles hold them (numpy/core/src/multiarray/descriptor.c). */
import { quote } from '@lambda-forest/text';

import { damaged } from '../errors.ts';
import { isMade, nameOf } from './values.ts';
import type { PickleValue } from './values.ts';

/** Of a text in an array: 65,536 characters of four bytes. */
const MAX_TEXT_BYTES = 262_144;

/** How the elements of an array are stored. */
export interface DType {
  /** numpy's letter: b, i, u and f are numbers, U texts, V records, O objects. */
  readonly letter: string;
  /** Bytes of an element. */
  readonly size: number;
  readonly isLittle: boolean;
  /** Of a record: where each field stands. */
  readonly fields: ReadonlyMap<string, { readonly dtype: DType; readonly offset: number }>;
}

/** A made `numpy.dtype`, with its state: version, byte order, sub-array, names, fields. @throws {ForeignModelError} */
export function dtypeOf(value: PickleValue): DType {
  if (!isMade(value) || nameOf(value.by) !== 'numpy.dtype' || typeof value.args[0] !== 'string') {
    throw damaged('Found an array without a dtype in a pickle.');
  }
  const [, letter = '', digits = ''] = /^[<>|=]?([a-zA-Z])(\d*)$/.exec(value.args[0]) ?? [];
  const state: readonly PickleValue[] = Array.isArray(value.state) ? value.state : [];
  const size = letter === 'U' ? stateSize(state) : Number(digits);
  if (letter === '' || !(size > 0 && Number.isSafeInteger(size)))
    throw damaged(
      `Found numpy's type ${quote(value.args[0])} in a pickle, expected numbers or texts.`,
    );
  return {
    letter,
    size,
    isLittle: state[1] !== '>',
    fields: letter === 'V' ? fieldsOf(state, size) : new Map(),
  };
}

function stateSize(state: readonly PickleValue[]): number {
  const size = state[5];
  const isText = typeof size === 'number' && size > 0 && size <= MAX_TEXT_BYTES && size % 4 === 0;
  return isText ? size : NaN;
}

/** @param size of a record in bytes */
function fieldsOf(state: readonly PickleValue[], size: number): DType['fields'] {
  const fields = state[4];
  if (!(fields instanceof Map)) return new Map();
  const known = new Map<string, { dtype: DType; offset: number }>();
  for (const [name, entry] of fields as ReadonlyMap<PickleValue, PickleValue>) {
    const [dtype, offset] = Array.isArray(entry) ? (entry as readonly PickleValue[]) : [];
    if (typeof name !== 'string' || typeof offset !== 'number')
      throw damaged('Found a record without its fields in a pickle.');
    if (dtype === undefined || isRecord(dtype)) {
      throw damaged(`Found a record in the record ${quote(name)} of a pickle.`);
    }
    const inner = dtypeOf(dtype);
    if (offset < 0 || offset + inner.size > size) {
      throw damaged(`Found the field ${quote(name)} outside its record in a pickle.`);
    }
    known.set(name, { dtype: inner, offset });
  }
  return known;
}

/** Records are not looked for in records, which might hold themselves. */
function isRecord(dtype: PickleValue): boolean {
  const letter = isMade(dtype) ? dtype.args[0] : undefined;
  return typeof letter === 'string' && letter.includes('V');
}

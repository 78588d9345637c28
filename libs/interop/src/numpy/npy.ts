/** numpy's .npy files, versions 1 to 3 (numpy/lib/format.py). */
import { count, formatInteger, quote } from '@lambda-forest/text';

import { damaged, ForeignModelError } from '../errors.ts';
import { isDictionary, isList } from '../pickle/values.ts';
import type { Made, PickleValue, RawArray } from '../pickle/values.ts';
import { parsePythonLiteral } from './python-literal.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // and NUMPY
/** As numpy's own limit: longer headers could only be made to take time. */
const MAX_HEADER_BYTES = 10_000;

/**
 * An array, as a pickle of joblib has it.
 *
 * @throws {ForeignModelError} for another file, one of Python's objects, or one whose bytes do not fill its shape
 */
export function readNpy(bytes: Uint8Array, what: string): RawArray {
  const version = bytes[MAGIC.length] ?? 0;
  if (!isNpy(bytes) || version < 1 || version > 3)
    throw damaged(`Found other bytes for ${what}, expected a .npy file of version 1 to 3.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = version === 1 ? 10 : 12;
  if (bytes.length < at) throw damaged(`Found a .npy file that is cut off for ${what}.`);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER_BYTES || at + length > bytes.length)
    throw damaged(
      `Found a header of ${count(length, 'byte')} for ${what}, expected a whole one of at most ${formatInteger(MAX_HEADER_BYTES)}.`,
    );
  const encoding = version === 3 ? 'utf-8' : 'latin1';
  const header = parsePythonLiteral(
    new TextDecoder(encoding).decode(bytes.subarray(at, at + length)),
  );
  const shape = isDictionary(header) ? header.get('shape') : undefined;
  if (!isDictionary(header) || !isList(shape))
    throw damaged(`Found a .npy file without a shape for ${what}.`);
  const wrapper = new Map<PickleValue, PickleValue>([
    ['dtype', dtypeOf(header.get('descr') ?? null, what)],
    ['shape', shape],
    ['order', header.get('fortran_order') === true ? 'F' : 'C'],
  ]);
  return { kind: 'raw-array', wrapper, bytes: bytes.subarray(at + length) };
}

export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/** The dtype as a pickle has it: of records, with the place of each field. */
function dtypeOf(descr: PickleValue, what: string): Made {
  if (typeof descr === 'string') return simpleType(descr, what);
  if (!isList(descr)) throw damaged(`Found a .npy file without a dtype for ${what}.`);
  const fields = new Map<PickleValue, PickleValue>();
  let offset = 0;
  for (const field of descr) {
    const [name, type, ...rest] = isList(field) ? field : [];
    if (typeof name !== 'string' || typeof type !== 'string' || rest.length > 0)
      throw damaged(
        `Found a record of ${what} whose fields are no simple types, expected numbers or texts.`,
      );
    const isPadding = name === '' || /^\|?V/.test(type);
    if (!isPadding) fields.set(name, [simpleType(type, what), offset]);
    offset += sizeOf(type);
  }
  return made(`V${offset}`, [3, '|', null, [...fields.keys()], fields, offset, 1, 0]);
}

function simpleType(descr: string, what: string): Made {
  const [, order = '', letter = ''] = /^([<>|=]?)([a-zA-Z])\d*$/.exec(descr) ?? [];
  if (letter === 'O') {
    throw new ForeignModelError(
      `Found a .npy file of Python's objects for ${what}, expected numbers or texts.`,
      'Save an array of numbers: numpy.save(file, array.astype(float)).',
    );
  }
  if (letter === '')
    throw damaged(`Found numpy's type ${quote(descr)} for ${what}, expected numbers or texts.`);
  const size = letter === 'U' ? sizeOf(descr) : -1;
  return made(descr.slice(order.length), [3, order, null, null, null, size, -1, 0]);
}

/** Bytes of an element. */
function sizeOf(descr: string): number {
  const [, letter = '', digits = '0'] = /^[<>|=]?([a-zA-Z])(\d*)$/.exec(descr) ?? [];
  return Number(digits) * (letter === 'U' ? 4 : 1);
}

function made(type: string, state: readonly PickleValue[]): Made {
  const by = { kind: 'global', module: 'numpy', name: 'dtype' } as const;
  return { kind: 'made', by, args: [type], state };
}

import { Buffer } from 'node:buffer';

import { zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { arrayOf, fieldOf, numbersOf, textsOf } from '../pickle/nd-array.ts';
import { isArrayFile, readArrayFile } from './array-file.ts';
import { readNpy } from './npy.ts';

function npy(header: string, data: Uint8Array, version = 1): Uint8Array {
  const text = Buffer.from(`${header}\n`);
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  if (version === 1) length.writeUInt16LE(text.length);
  else length.writeUInt32LE(text.length);
  return Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from('NUMPY'),
    Buffer.from([version, 0]),
    length,
    text,
    data,
  ]);
}

const header = (descr: string, shape: string, isFortran = 'False') =>
  `{'descr': ${descr}, 'fortran_order': ${isFortran}, 'shape': ${shape}, }`;
const doubles = (...numbers: readonly number[]) =>
  new Uint8Array(Float64Array.from(numbers).buffer);

test('numbers are read in the order of rows, from each version', () => {
  const data = doubles(1, 2, 3, 4, 5, 6);
  for (const version of [1, 2, 3]) {
    const array = arrayOf(readNpy(npy(header("'<f8'", '(2, 3)'), data, version), 'x'), 'x');
    expect([array.shape, [...numbersOf(array, 'x')]]).toEqual([
      [2, 3],
      [1, 2, 3, 4, 5, 6],
    ]);
  }
  const columns = arrayOf(readNpy(npy(header("'<f8'", '(3, 2)', 'True'), data), 'x'), 'x');
  expect([...numbersOf(columns, 'x')]).toEqual([1, 4, 2, 5, 3, 6]);
});

test('bytes of either order, texts and records are read', () => {
  const big = arrayOf(readNpy(npy(header("'>i2'", '(2,)'), Uint8Array.of(1, 0, 0, 7)), 'x'), 'x');
  expect([...numbersOf(big, 'x')]).toEqual([256, 7]);
  const letters = new Uint8Array(Uint32Array.from([0xf3, 0x78, 0x79, 0]).buffer);
  const texts = arrayOf(readNpy(npy(header("'<U2'", '(2,)'), letters), 'x'), 'x');
  expect(textsOf(texts, 'x')).toEqual(['óx', 'y']);
  const record = "[('a', '|u1'), ('', '|V1'), ('b', '<i2')]";
  const records = readNpy(npy(header(record, '(2,)'), Uint8Array.of(1, 0, 2, 0, 3, 0, 4, 0)), 'x');
  expect([...fieldOf(arrayOf(records, 'x'), 'b')]).toEqual([2, 4]);
});

test.each<readonly [string, string, RegExp]>([
  ['objects', header("'|O'", '(1,)'), /Python's objects.*astype/],
  ['a shape that its bytes do not fill', header("'<f8'", '(1000000000000,)'), /16 bytes for x/],
  ['a shape below 0', header("'<f8'", '(-2,)'), /./],
  ['no shape', "{'descr': '<f8'}", /without a shape/],
  ['a field of arrays', header("[('a', '<f8', (2,))]", '(1,)'), /no simple types/],
  ['code', "__import__('os').system('ls')", /no header of an array/],
  ['brackets in brackets', header('['.repeat(50), '(1,)'), /no header of an array/],
  ['an end in the middle', "{'descr': '<f8', 'shape': (2", /no header of an array/],
])('%s is refused', (_, text, message) => {
  expect(() => arrayOf(readNpy(npy(text, doubles(1, 2)), 'x'), 'x')).toThrow(message);
});

test('other files are refused', () => {
  expect(() => readNpy(Buffer.from('1,2\n'), 'x')).toThrow(/expected a \.npy file/);
  expect(() => readNpy(npy(header("'<f8'", '(2,)'), doubles(1, 2)).subarray(0, 20), 'x')).toThrow(
    /header of/,
  );
  expect(() => readNpy(npy('', doubles(), 4), 'x')).toThrow(/version 1 to 3/);
});

test('an array of a file has one or two dimensions', () => {
  const table = (descr: string, shape: string, data: Uint8Array) =>
    readArrayFile(npy(header(descr, shape), data), 'x');
  const floats = new Uint8Array(Float32Array.of(0.5, 1).buffer);
  expect(table("'<f4'", '(2,)', floats)).toEqual({
    rows: 2,
    columns: 1,
    cells: Float64Array.of(0.5, 1),
    isFloat32: true,
  });
  expect(table("'<f8'", '(1, 2)', doubles(3, 4))).toMatchObject({ rows: 1, columns: 2 });
  expect(table("'|b1'", '(2,)', Uint8Array.of(0, 1))).toMatchObject({ cells: ['False', 'True'] });
  expect(() => table("'<f8'", '(1, 1, 2)', doubles(3, 4))).toThrow(
    /shape \[1, 1, 2\].*numpy\.save/,
  );
  expect(() => table("'<f8'", '()', doubles(3))).toThrow(/shape \[\]/);
  expect(() => table("'<c16'", '(1,)', doubles(3, 4))).toThrow(/numpy's "c16".*numpy\.save/);
  expect(() => table("'|O'", '(2,)', doubles(3, 4))).toThrow(/classes with astype\(str\)/);
});

test('an archive of numpy holds one array, or its arrays are named', () => {
  const array = npy(header("'<f8'", '(2,)'), doubles(3, 4));
  const one = zipSync({ 'arr_0.npy': array }, { level: 0 });
  expect(isArrayFile(one.subarray(0, 64))).toBe(true);
  expect(readArrayFile(one, 'x')).toMatchObject({
    rows: 2,
    columns: 1,
    cells: Float64Array.of(3, 4),
  });
  const two = zipSync({ 'p.npy': array, 'y.npy': array });
  expect(() => readArrayFile(two, 'x')).toThrow(/the arrays p\.npy, y\.npy for x, expected one/);
  expect(isArrayFile(zipSync({ 'schema.json': array }))).toBe(false);
});

/** Archives that are damaged, lie about themselves, or hold what is not known: one message, and nothing is run. */
import { Buffer } from 'node:buffer';

import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { ZipArchive } from '../reading/zip.ts';
import { readSkops } from './read-skops.ts';

const json = (content: unknown) => ({ __loader__: 'JsonNode', content: JSON.stringify(content) });
const list = (...content: readonly unknown[]) => ({ __loader__: 'ListNode', content });

function archive(root: object, files: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const schema = strToU8(JSON.stringify({ protocol: 2, _skops_version: '0.16.0', ...root }));
  return zipSync({ 'schema.json': schema, ...files });
}

const array = (file: string, extra: object = {}) => ({
  ...{ __class__: 'ndarray', __module__: 'numpy', __loader__: 'NdArrayNode' },
  ...{ type: 'numpy', file, ...extra },
});

test('primitives, lists and dictionaries are what Python had', () => {
  const types = list({ __class__: 'int', __module__: 'builtins', __loader__: 'TypeNode' });
  const dictionary = { __loader__: 'DictNode', key_types: types, content: { 7: json('seven') } };
  const nan = { __loader__: 'JsonNode', content: 'NaN' };
  expect(readSkops(archive(list(json(1.5), json(null), nan, dictionary)))).toEqual([
    1.5,
    null,
    NaN,
    new Map([[7, 'seven']]),
  ]);
});

test('an object that was met before is the same one', () => {
  const shared = { ...json('x'), __id__: 5 };
  expect(readSkops(archive(list(shared, { __loader__: 'ListNode', __id__: 5 })))).toEqual([
    'x',
    'x',
  ]);
});

const deep = (depth: number): object => (depth === 0 ? json(1) : list(deep(depth - 1)));
const global = (loader: string, module: string, name: string) => ({
  __loader__: loader,
  __module__: module,
  __class__: name,
});

test.each<readonly [string, object, RegExp]>([
  ['a function', global('FunctionNode', 'os', 'system'), /"system" of "os".*nothing was run/],
  ['a type', global('TypeNode', 'subprocess', 'Popen'), /"Popen" of "subprocess"/],
  ['an object', global('ObjectNode', 'xgboost', 'XGBClassifier'), /"XGBClassifier" of "xgboost"/],
  ['an operator', global('OperatorFuncNode', 'operator', 'methodcaller'), /"OperatorFuncNode"/],
  ['a method', global('MethodNode', 'sklearn.tree', 'x'), /loader "MethodNode"/],
  ['a loader by the name of a property', global('__proto__', 'a', 'b'), /loader "__proto__"/],
  [
    'a list that holds itself',
    { ...list({ __loader__: 'ListNode', __id__: 1, content: [] }), __id__: 1 },
    /holds itself/,
  ],
  ['objects in objects', deep(150), /more than 100 deep/],
  ['a later protocol', { ...json(1), protocol: 3 }, /protocol 3 of skops 0\.16\.0/],
  ['no node', { ...list('x') }, /no node in the schema/],
  ['an array without its file', array('1.npy'), /no "1\.npy" in the archive/],
])('%s is refused', (_, root, message) => {
  expect(() => readSkops(archive(root))).toThrow(message);
});

test('another archive, and one that is cut off or has other bytes, are refused', () => {
  expect(() => readSkops(zipSync({ 'model.json': strToU8('x') }))).toThrow(/without schema\.json/);
  const whole = zipSync({ a: strToU8('some text that is stored') }, { level: 0 });
  expect(() => new ZipArchive(whole.subarray(0, -1), 100)).toThrow(/without its directory/);
  const other = Buffer.from(whole);
  other[other.indexOf('text')]! ^= 1;
  expect(() => new ZipArchive(other, 100).read('a')).toThrow(/CRC-32/);
});

test('what unpacks to more than is allowed is refused, stored, deflated, or in many files', () => {
  const zeros = new Uint8Array(1_000_000);
  for (const level of [0, 9] as const) {
    const bomb = zipSync({ a: zeros, b: zeros }, { level });
    expect(() => new ZipArchive(bomb, 999_999).read('a')).toThrow(/unpacks to more/);
    const twice = new ZipArchive(bomb, 1_999_999);
    expect(twice.read('a')).toHaveLength(1_000_000);
    expect(() => twice.read('b')).toThrow(/unpacks to more/);
  }
});

/** Folders of YDF that are damaged, or hold what a forest cannot say: one message that names it, never a crash. */
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { predictBatch } from '@lambda-forest/forest';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ForeignModelError, readForeignFolder } from './index.ts';

type Fields = readonly (readonly [number, number | string | Uint8Array | { float: number }])[];

function pb(...fields: Fields): Uint8Array {
  const writer = new BinaryWriter();
  for (const [number, value] of fields) {
    if (typeof value === 'number') writer.tag(number, WireType.Varint).int64(value);
    else if (typeof value === 'string') writer.tag(number, WireType.LengthDelimited).string(value);
    else if ('float' in value) writer.tag(number, WireType.Bit32).float(value.float);
    else writer.tag(number, WireType.LengthDelimited).bytes(value);
  }
  return writer.finish();
}

const leaf = (value: number) => pb([2, pb([1, { float: value }])]);
const condition = (attribute: number, ...type: Fields) =>
  pb([3, pb([1, 0], [2, attribute], [3, pb(...type)])]);
const higher = condition(1, [2, pb([1, { float: 0.5 }])]);

function sequence(nodes: readonly Uint8Array[], gzip = false): Uint8Array {
  const body = Buffer.concat(
    nodes.flatMap((node) => [Buffer.from(Uint32Array.of(node.length).buffer), node]),
  );
  const header = Buffer.from([0x42, 0x53, 1, 0, gzip ? 1 : 0, 0, 0, 0]);
  return Buffer.concat([header, gzip ? gzipSync(body) : body]);
}

/** Records of TensorFlow: nobody looks at their checksums. */
function records(nodes: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    nodes.flatMap((node) => [
      Buffer.from(BigUint64Array.of(BigInt(node.length)).buffer),
      Buffer.alloc(4),
      node,
      Buffer.alloc(4),
    ]),
  );
}

const label = pb([1, 1], [2, 'y']);
const number = pb([1, 1], [2, 'x']);
const item = (key: string, index: number) => pb([1, key], [2, pb([1, index], [2, 3])]);
const category = (size: number, ...items: readonly Uint8Array[]) =>
  pb([1, 4], [2, 'c'], [6, pb([2, size], ...items.map((each) => [7, each] as const))]);

interface Parts {
  readonly columns?: readonly Uint8Array[];
  readonly header?: Fields;
  readonly details?: Fields;
  readonly nodes?: readonly Uint8Array[];
  readonly files?: Readonly<Record<string, Uint8Array>>;
}

const HEADER: Fields = [
  [1, 'GRADIENT_BOOSTED_TREES'],
  [2, 2],
  [3, 0],
  [5, 1],
];
const DETAILS: Fields = [
  [1, 1],
  [2, 1],
  [3, 2],
  [4, { float: 0.25 }],
  [5, 1],
  [7, 'BLOB_SEQUENCE'],
];

/** Of one tree that asks whether x is at least 0.5. */
function folder({
  columns = [label, number],
  header = HEADER,
  details = DETAILS,
  nodes = [higher, leaf(1), leaf(2)],
  files,
}: Parts = {}): ReadonlyMap<string, Uint8Array> {
  const isForest = header.some(([, value]) => value === 'RANDOM_FOREST');
  const kind = isForest ? 'random_forest' : 'gradient_boosted_trees';
  return new Map(
    Object.entries({
      'data_spec.pb': pb(...columns.map((column) => [1, column] as const)),
      'header.pb': pb(...header),
      [`${kind}_header.pb`]: pb(...details),
      'nodes-00000-of-00001': sequence(nodes),
      ...files,
    }),
  );
}

/** With some fields set to other values, or left out. */
function changed(fields: Fields, changes: Readonly<Record<number, Fields[number][1] | undefined>>) {
  const kept = fields.filter(([field]) => !(field in changes));
  const set = Object.entries(changes).flatMap(([field, value]) =>
    value === undefined ? [] : [[Number(field), value] as const],
  );
  return [...kept, ...set];
}

const refusal = (files: ReadonlyMap<string, Uint8Array>) => {
  try {
    readForeignFolder(files);
  } catch (error) {
    expect(error).toBeInstanceOf(ForeignModelError);
    expect((error as Error).message).toMatch(/, (expected|which|or|whose) |: /);
    return (error as Error).message;
  }
  return undefined;
};

test.each([
  ['a sequence of blobs', {}],
  [
    'a packed sequence of blobs',
    {
      details: changed(DETAILS, { 7: 'BLOB_SEQUENCE_GZIP' }),
      files: { 'nodes-00000-of-00001': sequence([higher, leaf(1), leaf(2)], true) },
    },
  ],
  [
    'records of TensorFlow in two files',
    {
      details: changed(DETAILS, { 1: 2, 7: undefined }),
      files: {
        'nodes-00000-of-00001': new Uint8Array(0),
        'nodes-00000-of-00002': records([higher, leaf(1)]),
        'nodes-00001-of-00002': records([leaf(2)]),
      },
    },
  ],
] as const)('nodes in %s are read, the child where the condition fails first', (_, parts) => {
  const files = new Map(folder(parts));
  if (files.has('nodes-00001-of-00002')) files.delete('nodes-00000-of-00001');
  const prefixed = new Map([...files].map(([name, bytes]) => [`some${name}`, bytes]));
  for (const each of [files, prefixed]) {
    const { forest } = readForeignFolder(each);
    expect([...predictBatch(forest, Float64Array.of(0.49, 0.5, NaN))]).toEqual([1.25, 2.25, 1.25]);
  }
});

const oneHot = condition(1, [4, pb([1, 1])]);
const CLASSIFIER = changed(HEADER, { 2: 1 });
const LABEL = category(3, item('<OOD>', 0), item('a', 1), item('b', 2));

test.each<[string, Parts, RegExp]>([
  [
    'another kind',
    { header: changed(HEADER, { 1: 'ISOLATION_FOREST' }) },
    /kind "ISOLATION_FOREST"/,
  ],
  ['no features', { header: changed(HEADER, { 5: undefined }) }, /model of 0 features/],
  ['a feature of nothing', { header: changed(HEADER, { 5: 7 }) }, /feature 7/],
  ['an unknown loss', { details: changed(DETAILS, { 3: 99 }) }, /YDF loss "99"/],
  ['no loss', { details: changed(DETAILS, { 3: undefined }) }, /YDF loss "DEFAULT"/],
  [
    'a loss of another task',
    { details: changed(DETAILS, { 3: 1 }) },
    /BINOMIAL_LOG_LIKELIHOOD for the task REGRESSION/,
  ],
  ['trees of several outputs', { details: changed(DETAILS, { 5: 2 }) }, /2 trees an iteration/],
  [
    'no initial prediction',
    { details: changed(DETAILS, { 4: undefined }) },
    /0 initial predictions/,
  ],
  [
    'scores before the link',
    { details: changed(DETAILS, { 3: 7, 9: 1 }) },
    /apply_link_function=False.*apply_link_function=True/,
  ],
  [
    'a Poisson model that would be cut off',
    { details: changed(DETAILS, { 3: 7 }), nodes: [higher, leaf(1), leaf(30)] },
    /add up to 30\.3, expected at most 19/,
  ],
  ['another format', { details: changed(DETAILS, { 7: 'ZIP' }) }, /format "ZIP"/],
  [
    'more trees than nodes',
    { details: changed(DETAILS, { 2: 2 }) },
    /no more nodes for tree 1 of 2/,
  ],
  ['more nodes than trees', { nodes: [leaf(1), leaf(2)] }, /2 nodes, expected 1 in 1 tree/],
  ['no trees', { details: changed(DETAILS, { 2: 0 }), nodes: [] }, /no tree in a YDF model/],
  [
    'another number of files',
    { details: changed(DETAILS, { 1: 2 }) },
    /1 file of nodes, expected 2/,
  ],
  ['a leaf without an answer', { nodes: [pb()] }, /leaf of tree 0 without its answer/],
  [
    'an oblique condition',
    { nodes: [condition(1, [7, pb()]), leaf(1), leaf(2)] },
    /oblique.*AXIS_ALIGNED/,
  ],
  ['vectors', { nodes: [condition(1, [8, pb()]), leaf(1), leaf(2)] }, /sequence of vectors/],
  [
    'a condition on the label',
    { nodes: [condition(0, [3, pb()]), leaf(1), leaf(2)] },
    /column 0 in tree 0/,
  ],
  [
    'a condition of no type',
    { nodes: [pb([3, pb([2, 1])]), leaf(1), leaf(2)] },
    /column 1 in tree 0/,
  ],
  ['categories of a number', { nodes: [oneHot, leaf(1), leaf(2)] }, /"x" cannot be tested by/],
  ['no threshold', { nodes: [condition(1, [2, pb()]), leaf(1), leaf(2)] }, /threshold NaN/],
  ['a text', { columns: [label, pb([1, 8], [2, 'x'])] }, /"x" of the type STRING/],
  [
    'one item twice',
    { columns: [label, category(2, item('a', 1), item('b', 1))] },
    /item 1 of "c" twice/,
  ],
  [
    'too few items',
    { columns: [label, category(3, item('a', 0), item('b', 1))] },
    /2 texts of "c", expected 3/,
  ],
  [
    'too many levels of all columns',
    {
      columns: [
        label,
        ...Array.from({ length: 40 }, (_, i) =>
          pb([1, 4], [2, `c${i}`], [6, pb([2, 60_000], [5, 1])]),
        ),
      ],
      header: [...HEADER.slice(0, 3), ...Array.from({ length: 40 }, (_, i) => [5, i + 1] as const)],
    },
    /more than 2,000,000 levels of all columns up to "c33"/,
  ],
  ['too many items', { columns: [label, category(99_999)] }, /99,999 levels of "c"/],
  [
    'an empty item',
    {
      columns: [label, category(2, item('<OOD>', 0), item('', 1))],
      nodes: [oneHot, leaf(1), leaf(2)],
    },
    /category "" of "c"/,
  ],
  [
    'items that are moved',
    { columns: [label, pb([1, 4], [2, 'c'], [6, pb([2, 3], [5, 1], [8, 1])])] },
    /numbers plus one/,
  ],
  ['a classifier without classes', { header: CLASSIFIER }, /fewer than two classes/],
  [
    'a vote for no class',
    {
      columns: [LABEL, number],
      header: changed(CLASSIFIER, { 1: 'RANDOM_FOREST' }),
      details: [
        [1, 1],
        [2, 1],
        [7, 'BLOB_SEQUENCE'],
      ],
      nodes: [pb([1, pb([1, 0])])],
    },
    /tree 0 for class -1, expected 0 to 1/,
  ],
  [
    'no shares',
    {
      columns: [LABEL, number],
      header: changed(CLASSIFIER, { 1: 'RANDOM_FOREST' }),
      details: [
        [1, 1],
        [2, 1],
        [3, 0],
        [7, 'BLOB_SEQUENCE'],
      ],
      nodes: [pb([1, pb([1, 1])])],
    },
    /without the counts of 2 classes/,
  ],
  [
    'a random forest for another task',
    { header: changed(HEADER, { 1: 'RANDOM_FOREST', 2: 4 }), details: [[1, 1]] },
    /task CATEGORICAL_UPLIFT/,
  ],
  [
    'bytes that are no nodes',
    { files: { 'nodes-00000-of-00001': Buffer.from('BX\0\0\0\0\0\0') } },
    /no sequence of blobs/,
  ],
  [
    'nodes of a later version',
    { files: { 'nodes-00000-of-00001': Buffer.from('BS\x09\0\0\0\0\0') } },
    /version 9/,
  ],
  [
    'nodes that are not packed',
    { files: { 'nodes-00000-of-00001': Buffer.from('BS\x01\0\x01\0\0\0...') } },
    /not compressed with gzip/,
  ],
  [
    'a node that is cut off',
    { files: { 'nodes-00000-of-00001': Buffer.from('BS\x01\0\0\0\0\0\xff\0\0\0', 'latin1') } },
    /node 0 of a file cut off/,
  ],
  [
    'nodes that unpack to too much',
    {
      files: {
        'nodes-00000-of-00001': Buffer.concat([
          Buffer.from('BS\x01\0\x01\0\0\0'),
          gzipSync(Buffer.alloc(200_000_001)),
        ]),
      },
    },
    /larger than 200,000,000 bytes/,
  ],
  ['two models', { files: { 'b_data_spec.pb': pb() } }, /2 files data_spec\.pb/],
])('a folder with %s is refused by name', (_, parts, message) => {
  expect(refusal(folder(parts))).toMatch(message);
});

test.each([
  ['1 and 2 of a label that is a number', 0, ['1', '2']],
  ['unknown if TensorFlow Decision Forests numbered them', 1, undefined],
])('classes are %s', (_, isOffset, classes) => {
  const columns = [pb([1, 4], [2, 'y'], [6, pb([2, 3], [5, 1], [8, isOffset])]), number];
  const details = changed(DETAILS, { 3: 1 });
  const files = folder({ columns, header: CLASSIFIER, details });
  expect(readForeignFolder(files).classes).toEqual(classes);
});

test('a folder without a file is refused', () => {
  for (const name of folder().keys()) {
    const files = new Map(folder());
    files.delete(name);
    expect(refusal(files)).toMatch(/Found (no|0 files) .*(\.pb|of nodes)/);
  }
});

test('files that are cut off or have other bytes are refused by a message, or still a model', () => {
  const url = new URL('../golden/ydf-0.16.1/random-local.input.json', import.meta.url);
  const { files } = JSON.parse(readFileSync(url, 'utf8')) as { files: Record<string, string> };
  const folderOfGolden = new Map(
    Object.entries(files).map(([name, base64]) => [name, Buffer.from(base64, 'base64')]),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...folderOfGolden.keys()),
      fc.nat(),
      fc.nat(255),
      fc.option(fc.nat()),
      (name, at, byte, end) => {
        const other = Buffer.from(folderOfGolden.get(name)!);
        if (other.length === 0) return;
        other[at % other.length] = byte;
        const cut = other.subarray(0, end === null ? undefined : end % other.length);
        refusal(new Map([...folderOfGolden, [name, cut]]));
      },
    ),
    { numRuns: 150 },
  );
});

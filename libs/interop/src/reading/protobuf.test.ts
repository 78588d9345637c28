import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ForeignModelError } from '../errors.ts';
import { bytes, double, float, int, many, message, one, parseMessage, text } from './protobuf.ts';

const POINT = message({ x: one(1, double), y: one(2, float) });
const SHAPE = message({
  name: one(1, text),
  sizes: many(2, int),
  weights: many(3, float),
  points: many(4, POINT),
  raw: one(5, bytes),
  main: one(6, POINT),
});

interface Given {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly weights: readonly number[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly raw: Uint8Array;
}

function write({ name, sizes, weights, points, raw }: Given, packed: boolean): Uint8Array {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.LengthDelimited).string(name);
  writer.tag(99, WireType.LengthDelimited).string('not declared');
  if (packed) {
    writer.tag(2, WireType.LengthDelimited).fork();
    for (const size of sizes) writer.int64(size);
    writer.join().tag(3, WireType.LengthDelimited).fork();
    for (const weight of weights) writer.float(weight);
    writer.join();
  } else {
    for (const size of sizes) writer.tag(2, WireType.Varint).int64(size);
    for (const weight of weights) writer.tag(3, WireType.Bit32).float(weight);
  }
  for (const { x, y } of points) {
    writer.tag(4, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.Bit64).double(x).tag(2, WireType.Bit32).float(y).join();
  }
  return writer.tag(5, WireType.LengthDelimited).bytes(raw).finish();
}

const float32 = fc.float();
const given = fc.record({
  name: fc.string({ unit: 'grapheme' }),
  sizes: fc.array(fc.maxSafeInteger()),
  weights: fc.array(float32),
  points: fc.array(fc.record({ x: fc.double(), y: float32 })),
  raw: fc.uint8Array(),
});

test('whatever is written is read again, packed or not', () => {
  fc.assert(
    fc.property(given, fc.boolean(), (value, packed) => {
      expect(parseMessage(SHAPE, write(value, packed), 'the file')).toEqual(value);
    }),
  );
});

test('any change of any byte is read or refused in one way', () => {
  fc.assert(
    fc.property(given, fc.nat(), fc.nat(255), fc.nat(), (value, at, byte, end) => {
      const file = write(value, true);
      file[at % file.length] = byte;
      try {
        parseMessage(SHAPE, file.subarray(0, end % (file.length + 1)), 'the file');
      } catch (error) {
        expect(error).toBeInstanceOf(ForeignModelError);
      }
    }),
    { numRuns: 500 },
  );
});

const nested = (depth: number) => {
  const writer = new BinaryWriter();
  for (let i = 0; i < depth; i++) writer.tag(99, WireType.StartGroup);
  return writer.finish();
};

test.each([
  ['a text longer than the file', [0x0a, 0x7f, 0x61], /the file cut off/],
  ['bytes that are no text', [0x0a, 0x01, 0xff], /not UTF-8 in a text of Protocol/],
  ['a name twice', [0x0a, 0x01, 0x61, 0x0a, 0x01, 0x61], /name of another type, or twice/],
  ['a number in the place of a text', [0x08, 0x01], /name of another type, or twice/],
  ['a double among whole numbers', [0x11, 0, 0, 0, 0, 0, 0, 0, 0], /sizes of another type/],
  ['a list that ends inside a number', [0x1a, 0x03, 0, 0, 0], /the file cut off/],
  ['a field that ends behind its message', [0x32, 0x01, 0x09], /the file cut off/],
  ['a number of eleven bytes', [0x10, ...Array<number>(11).fill(0xff)], /the file cut off/],
  [
    'a number beyond 2^53',
    [0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
    /below 2\^53/,
  ],
  ['groups in each other', [...nested(10_000)], /the file cut off/],
  ['field 0', [0x02, 0x00], /the file cut off/],
])('%s is refused', (_, file, message) => {
  const read = () => parseMessage(SHAPE, Uint8Array.from(file), 'the file');
  expect(read).toThrow(ForeignModelError);
  expect(read).toThrow(message);
});

test('messages in each other are bounded', () => {
  let kind = POINT;
  for (let depth = 0; depth < 40; depth++) kind = message({ x: one(1, kind) }) as typeof kind;
  let file = new Uint8Array(0);
  for (let depth = 0; depth < 40; depth++) {
    file = new BinaryWriter().tag(1, WireType.LengthDelimited).bytes(file).finish();
  }
  expect(() => parseMessage(kind, file, 'the file')).toThrow(/32 messages in each other/);
});

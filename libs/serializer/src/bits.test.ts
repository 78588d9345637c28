import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BitReader } from './bit-reader.ts';
import { BitWriter } from './bit-writer.ts';
import { alignSection, bitsFor } from './bits.ts';
import { ModelCorruptedError } from './errors.ts';

const field = fc
  .integer({ min: 0, max: 32 })
  .chain((width) =>
    fc.record({ width: fc.constant(width), value: fc.integer({ min: 0, max: 2 ** width - 1 }) }),
  );

describe('bit fields', () => {
  it('are written least significant bit first', () => {
    const bits = new BitWriter();
    bits.write(0b1, 1);
    bits.write(0b0110, 4);
    bits.write(0b1000_0000_01, 10);
    expect([...bits.toBytes()]).toEqual([0b001_0110_1, 0b0_1000_000]);
  });

  it('of any widths are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 400 }), fc.nat(7), (fields, start) => {
        const writer = new BitWriter();
        for (const { value, width } of fields) writer.write(value, width);
        const bytes = writer.toBytes();
        const file = new Uint8Array(start + bytes.length + 4).fill(0xff);
        file.set(bytes, start);
        const end = start + bytes.length;
        const reader = new BitReader(new DataView(file.buffer), 'fields', start, end);
        for (const { value, width } of fields) expect(reader.read(width)).toBe(value);
        expect(() => reader.read(32)).toThrow(ModelCorruptedError);
      }),
    );
  });

  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 3],
    [256, 8],
    [257, 9],
    [2 ** 32, 32],
  ])('for %i numbers have %i bits', (count, width) => {
    expect(bitsFor(count)).toBe(width);
  });

  it('are followed by sections at multiples of 8', () => {
    expect([0, 1, 8, 9].map(alignSection)).toEqual([0, 8, 8, 16]);
  });
});

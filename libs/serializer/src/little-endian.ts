/** Typed arrays as the file has them, on machines of either byte order. */

const IS_BIG_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 0;

export function float32Bytes(numbers: ArrayLike<number>): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  for (let i = 0; i < numbers.length; i++) view.setFloat32(i * 4, numbers[i]!, true);
  return new Uint8Array(view.buffer);
}

/** A copy of words of 4 or 8 bytes that a file has, in the order of this machine. */
export function ownWords(bytes: Uint8Array, size: 4 | 8): ArrayBuffer {
  const { buffer } = bytes.slice();
  if (IS_BIG_ENDIAN) Buffer.from(buffer)[size === 4 ? 'swap32' : 'swap64']();
  return buffer;
}

/** Whether float32 holds all of some numbers, and there are any. */
export function areFloat32s(numbers: Float64Array): boolean {
  return numbers.length > 0 && numbers.every((value) => Math.fround(value) === value);
}

export function float64Bytes(numbers: ArrayLike<number>): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 8));
  for (let i = 0; i < numbers.length; i++) view.setFloat64(i * 8, numbers[i]!, true);
  return new Uint8Array(view.buffer);
}

export function uint32Bytes(numbers: ArrayLike<number>): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  for (let i = 0; i < numbers.length; i++) view.setUint32(i * 4, numbers[i]!, true);
  return new Uint8Array(view.buffer);
}

/** Typed arrays as the file has them, on machines of either byte order. */

export function float32Bytes(numbers: ArrayLike<number>): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  for (let i = 0; i < numbers.length; i++) view.setFloat32(i * 4, numbers[i]!, true);
  return new Uint8Array(view.buffer);
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

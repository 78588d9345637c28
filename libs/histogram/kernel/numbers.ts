/**
 * Numbers of type T one after the other in memory, from an address on: an array without a length, whose
 * bounds nobody checks. It costs what `load` and `store` cost.
 */
@unmanaged
export class Numbers<T> {
  [key: number]: T;

  @inline
  @operator('[]')
  get(i: u32): T {
    return load<T>(this.address(i));
  }

  @inline
  @operator('[]=')
  set(i: u32, value: T): void {
    store<T>(this.address(i), value);
  }

  @inline
  address(i: u32): usize {
    return changetype<usize>(this) + (i << (<u32>alignof<T>()));
  }

  /** The numbers from the i-th on. */
  @inline
  from(i: u32): Numbers<T> {
    return changetype<Numbers<T>>(this.address(i));
  }

  @inline
  clear(count: u32): void {
    memory.fill(changetype<usize>(this), 0, count << (<u32>alignof<T>()));
  }

  @inline
  copy(from: Numbers<T>, count: u32): void {
    memory.copy(changetype<usize>(this), changetype<usize>(from), count << (<u32>alignof<T>()));
  }
}

/** For a variable whose numbers are not laid out yet. */
export function nowhere<T>(): Numbers<T> {
  return changetype<Numbers<T>>(0);
}

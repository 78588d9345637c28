/** Hands out memory from the bottom up. Arrays of the problem come first, then those of the bag: see lay-out.ts. */
import { Numbers } from './numbers';

const ALIGNMENT: usize = 16;

let top: usize = 0;
let endOfProblem: usize = 0;

/** Room for `count` numbers, aligned for vectors: zeros, where nothing has been laid out before. */
export function reserve<T>(count: u32): Numbers<T> {
  const start = top;
  top = (top + (count << (<u32>alignof<T>())) + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
  if (top < start) unreachable(); // beyond 4 GiB
  growMemory(top);
  return changetype<Numbers<T>>(start);
}

export function startProblem(): void {
  top = (__heap_base + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
}

export function endProblem(): void {
  endOfProblem = top;
}

/** Where the next array comes. */
export function place(): usize {
  return top;
}

/** Lays out the next arrays in memory that others have, too, at other times. @param place where those come */
export function share(place: usize): void {
  top = place;
}

/** Forgets the bag that was laid out before. */
export function startBag(): void {
  top = endOfProblem;
}

/** Grows the memory to reach `end`. */
export function growMemory(end: usize): void {
  const pages = <i32>((end + 0xffff) >>> 16);
  if (pages > memory.size() && memory.grow(pages - memory.size()) < 0) unreachable();
}

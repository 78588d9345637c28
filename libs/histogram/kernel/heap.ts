/**
 * A binary heap of indices into `scores`, the largest score at the root. Of equals, the larger of `ties` is
 * above, or the smaller index if there are no ties (an address of 0).
 */
import { Numbers } from './numbers';

type Indices = Numbers<u32>;
type Scores = Numbers<f64>;

/** Adds an index to a heap of `count`. */
export function push(heap: Indices, count: u32, index: u32, scores: Scores, ties: Indices): void {
  let hole = count;
  while (hole > 0) {
    const parent = (hole - 1) >>> 1;
    if (!isAbove(index, heap[parent], scores, ties)) break;
    heap[hole] = heap[parent];
    hole = parent;
  }
  heap[hole] = index;
}

/** Puts `index` at `root` or below it, in a heap of `count` that is one but for its root. */
export function sink(
  heap: Indices,
  count: u32,
  root: u32,
  index: u32,
  scores: Scores,
  ties: Indices,
): void {
  let hole = root;
  for (let child: u32 = 2 * hole + 1; child < count; child = 2 * hole + 1) {
    if (child + 1 < count && isAbove(heap[child + 1], heap[child], scores, ties)) child++;
    if (isAbove(index, heap[child], scores, ties)) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = index;
}

/** Sorts `count` indices into ascending order, the reverse of a heap's. */
export function heapSort(heap: Indices, count: u32, scores: Scores, ties: Indices): void {
  for (let root = count >>> 1; root > 0; root--) {
    sink(heap, count, root - 1, heap[root - 1], scores, ties);
  }
  for (let end = count; end > 1; end--) {
    const last = heap[end - 1];
    heap[end - 1] = heap[0];
    sink(heap, end - 1, 0, last, scores, ties);
  }
}

function isAbove(a: u32, b: u32, scores: Scores, ties: Indices): bool {
  if (scores[a] != scores[b]) return scores[a] > scores[b];
  return changetype<usize>(ties) == 0 ? a < b : ties[a] > ties[b];
}

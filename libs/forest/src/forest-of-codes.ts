import { CATEGORICAL, LEAF } from './forest.ts';
import type { Forest } from './forest.ts';
import { FLAG_MASK, testedFeature } from './node-codes.ts';
import type { NodeCodes } from './node-codes.ts';
import type { ThresholdTables } from './thresholds.ts';

type NodeArrays = Pick<Forest, 'feature' | 'threshold' | 'next' | 'flags'>;

/**
 * A forest whose node arrays are made when one of them is first asked for: whoever only compiles it needs none.
 *
 * @param tables whose indices the codes are
 */
export function forestOfCodes(
  rest: Omit<Forest, keyof NodeArrays>,
  nodes: NodeCodes,
  tables: ThresholdTables,
): Forest {
  let made: NodeArrays | undefined;
  const arrays = () => (made ??= nodeArrays(nodes, tables));
  return {
    ...rest,
    get feature() {
      return arrays().feature;
    },
    get threshold() {
      return arrays().threshold;
    },
    get next() {
      return arrays().next;
    },
    get flags() {
      return arrays().flags;
    },
  };
}

function nodeArrays(
  { tests, codes }: NodeCodes,
  { thresholds, start }: ThresholdTables,
): NodeArrays {
  const nodes = tests.length;
  const feature = new Int32Array(nodes).fill(LEAF);
  const threshold = new Float64Array(nodes);
  const next = new Uint32Array(nodes);
  const flags = new Uint8Array(nodes);

  const subtrees: number[] = []; // behind a node, the innermost one last
  for (let node = nodes - 1; node >= 0; node--) {
    const test = tests[node]!;
    const code = codes[node]!;
    if (test === 0) {
      next[node] = code;
    } else {
      const tested = testedFeature(test);
      feature[node] = tested;
      flags[node] = test & FLAG_MASK;
      threshold[node] = (test & CATEGORICAL) === 0 ? thresholds[start[tested]! + code]! : code;
      subtrees.pop();
      next[node] = subtrees.pop()!;
    }
    subtrees.push(node);
  }
  return { feature, threshold, next, flags };
}

import { CATEGORICAL, MISSING_LEFT } from '../../../kernel/boosting/abi.ts';
import type { BoostingProblem } from '../boosting.ts';
import type { FeatureBins } from '../feature-bins.ts';
import type { FitRows } from '../fit-rows.ts';
import type { FlatNode } from '../flatten-tree.ts';
import { renewedValue } from '../losses.ts';
import type { Loss } from '../losses.ts';
import { viewOf } from './boosting-exports.ts';
import type { BoostingExports } from './boosting-exports.ts';

/** The tree that a thread has just grown; names its leaves' values, for `addTree`. */
export function readTree(
  kernel: BoostingExports,
  { limits }: BoostingProblem,
  loss: Loss,
  fit: FitRows,
  bins: readonly FeatureBins[],
  threads: number,
): FlatNode {
  const length = kernel.maxNodes.value;
  const features = viewOf(kernel, Int32Array, 'features', length);
  const flags = viewOf(kernel, Uint32Array, 'flags', length);
  const cuts = viewOf(kernel, Uint32Array, 'cuts', length);
  const lefts = viewOf(kernel, Uint32Array, 'lefts', length);
  const counts = viewOf(kernel, Uint32Array, 'counts', length);
  const gains = viewOf(kernel, Float64Array, 'gains', length);
  const values = viewOf(kernel, Float64Array, 'values', length);
  const leafValues = viewOf(kernel, Float64Array, 'leafValues', length);
  const read = (node: number): FlatNode => {
    const rows = { length: counts[node]! };
    if (lefts[node] === 0) {
      const value =
        loss.leafQuantile === undefined ? values[node]! : renew(kernel, loss, fit, node, threads);
      leafValues[node] = limits.learningRate * value;
      return { rows, value };
    }
    const feature = features[node]!;
    const isCategorical = (flags[node]! & CATEGORICAL) !== 0;
    return {
      rows,
      value: 0,
      split: {
        feature,
        gain: gains[node]!,
        missingLeft: (flags[node]! & MISSING_LEFT) !== 0,
        left: isCategorical ? readSet(kernel, node, bins[feature]!) : cuts[node]!,
      },
      left: read(lefts[node]!),
      right: read(lefts[node]! + 1),
    };
  };
  return read(0);
}

function readSet(
  kernel: BoostingExports,
  node: number,
  { lastCode }: FeatureBins,
): ReadonlySet<number> {
  const words = Math.ceil((lastCode.length + 1) / 32);
  const set = new Uint32Array(kernel.memory.buffer, kernel.setOf(node) >>> 0, words);
  return new Set(
    Array.from({ length: lastCode.length }, (_, level) => level).filter(
      (level) => ((set[level >>> 5]! >>> (level & 31)) & 1) === 1,
    ),
  );
}

function renew(
  kernel: BoostingExports,
  { leafQuantile }: Loss,
  fit: FitRows,
  node: number,
  threads: number,
): number {
  const all = viewOf(kernel, Uint32Array, 'rows', fit.trained);
  const scores = viewOf(kernel, Float64Array, 'scores', fit.rows.length);
  const rows = Array.from({ length: threads }, (_, thread) => [
    ...all.subarray(kernel.segmentStart(node, thread), kernel.segmentEnd(node, thread)),
  ]).flat();
  const bounds = {
    lowest: viewOf(kernel, Float64Array, 'lowests', node + 1)[node]!,
    highest: viewOf(kernel, Float64Array, 'highests', node + 1)[node]!,
  };
  return renewedValue(leafQuantile!, fit, Uint32Array.from(rows), (row) => scores[row]!, bounds);
}

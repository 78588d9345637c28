import type { Samples } from './node.ts';
import type { SplitRule } from './split-samples.ts';
import type { NodeSummary } from './task.ts';

/** A node while its tree grows. */
export interface GrowingNode {
  readonly summary: NodeSummary;
  readonly samples: Samples;
  readonly depth: number;
  /** Present once the node has been split. */
  children?: { readonly rule: SplitRule; readonly left: GrowingNode; readonly right: GrowingNode };
}

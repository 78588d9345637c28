import type { GrowthLimits } from '../growth.ts';
import type { WasmGlobal, WasmMemory } from './web-assembly.ts';

/** The numbers of a problem, which the host sets before `layOutProblem`; see kernel/problem.ts. */
export type Setting =
  | 'rowCount'
  | 'featureCount'
  | 'classCount'
  | 'isWeighted'
  | 'isEntropy'
  | 'isRandom'
  | 'maxLevels'
  | 'maximaCount'
  | 'codeBytes'
  | 'fitRowCount'
  | 'areRowsListed'
  | Exclude<keyof GrowthLimits, 'criterion' | 'splitter'>;

/** What a tree counts. */
type Count = 'nodeCount' | 'setWords' | 'sampleLeaves' | 'answerLeaves';

/** Arrays in `memory`, by their addresses. */
type ColumnArray = 'codes' | 'codeStarts' | 'codeCounts' | 'featureKinds';
type RowArray = 'classes' | 'values' | 'rowWeights' | 'fitRows';
type SampleArray = 'sampleRows' | 'samplePacks' | 'sampleWeights' | 'sampleValues';
type NodeArray = 'features' | 'flags' | 'cuts' | 'aboves' | 'nexts' | 'lefts';
type TreeArray = NodeArray | 'answers' | 'importances';
type ScratchArray = 'maximaStart' | 'maxima' | 'terms' | 'setBits';
type Address = ColumnArray | RowArray | SampleArray | TreeArray | ScratchArray;

/** The exports of kernel/index.ts. */
export interface KernelExports extends Readonly<Record<Setting | Count | Address, WasmGlobal>> {
  readonly memory: WasmMemory;
  layOutProblem(): void;
  layOutBag(count: number, total: number): void;
  seedRandom(a: number, b: number, c: number, d: number): void;
  drawBootstrap(randomState: number, tree: number): number;
  fillBag(): void;
  growTree(samples: number): void;
}

/**
 * The kernel's own numbers, not a copy: a larger memory takes them away.
 *
 * @param length by default up to the end of memory
 */
export function view<Numbers, Name extends string = Address>(
  kernel: Readonly<Record<Name, WasmGlobal>> & { readonly memory: WasmMemory },
  Type: new (buffer: ArrayBuffer, start: number, length?: number) => Numbers,
  name: Name,
  length?: number,
): Numbers {
  return new Type(kernel.memory.buffer, kernel[name].value >>> 0, length);
}

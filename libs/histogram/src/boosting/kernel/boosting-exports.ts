import { view } from '../../kernel/kernel-exports.ts';
import { webAssembly } from '../../kernel/web-assembly.ts';
import type { WasmGlobal, WasmMemory, WasmModule } from '../../kernel/web-assembly.ts';

/** The numbers of a problem, which each thread sets before `layOut`; see kernel/boosting/problem.ts. */
export type Settings = Readonly<
  Record<
    | 'rowCount'
    | 'trainedCount'
    | 'featureCount'
    | 'groupCount'
    | 'cellCount'
    | 'columnBytes'
    | 'threadCount'
    | 'isApart'
    | 'loss'
    | 'outputCount'
    | 'quantile'
    | 'hasHessians'
    | 'isWeighted'
    | 'isSampled'
    | 'setWords'
    | 'maxNodes'
    | 'slotCount'
    | 'maxStep'
    | 'maxLeaves'
    | 'maxDepth'
    | 'minSamplesLeaf'
    | 'minChildWeight'
    | 'l2'
    | 'categoryL2'
    | 'categorySmoothing'
    | 'minSamplesLevel'
    | 'maxLevelsLeft'
    | 'minGain',
    number
  >
>;

type ProblemArray =
  | 'places'
  | 'columns'
  | 'columnStart'
  | 'groupStart'
  | 'groupFeatures'
  | 'isWide'
  | 'binCount'
  | 'cellStart'
  | 'isCategorical'
  | 'monotonic'
  | 'isDrawn'
  | 'targets'
  | 'weights'
  | 'scores'
  | 'samples'
  | 'sampleCount';
type TreeArray =
  | 'features'
  | 'flags'
  | 'cuts'
  | 'lefts'
  | 'gains'
  | 'values'
  | 'lowests'
  | 'highests'
  | 'counts'
  | 'leafValues'
  | 'rows';
type Address = ProblemArray | TreeArray;

/** The exports of kernel/boosting/index.ts. */
export interface BoostingExports extends Readonly<
  Record<keyof Settings | 'thread' | Address, WasmGlobal>
> {
  readonly memory: WasmMemory;
  layOut(): void;
  cellShift(): number;
  startRound(): number;
  derive(threads: number): void;
  growTree(output: number, threads: number): void;
  addTree(output: number, threads: number): void;
  meet(threads: number): void;
  segmentStart(node: number, thread: number): number;
  segmentEnd(node: number, thread: number): number;
  setOf(node: number): number;
  follow(): void;
  stop(): void;
  fail(): void;
}

/** 4 GiB, of which only what is laid out is used. */
const MOST_PAGES = 65_536;

export function createSharedMemory(): WasmMemory {
  return new webAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
}

/** @param thread which of the threads that share the memory this is */
export function instantiate(
  module: WasmModule,
  memory: WasmMemory,
  settings: Settings,
  thread: number,
): BoostingExports {
  const instance = new webAssembly.Instance(module, { env: { memory } });
  const kernel = instance.exports as BoostingExports; // the tests check it
  kernel.thread.value = thread;
  for (const name of Object.keys(settings) as (keyof Settings)[]) {
    kernel[name].value = settings[name];
  }
  kernel.layOut();
  return kernel;
}

export function viewOf<Numbers>(
  kernel: BoostingExports,
  Type: new (buffer: ArrayBuffer, start: number, length?: number) => Numbers,
  name: Address,
  length?: number,
): Numbers {
  return view<Numbers, Address>(kernel, Type, name, length);
}

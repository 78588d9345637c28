import type { WasmGlobal, WasmMemory } from './web-assembly.ts';

/** The exports of kernel/index.ts. Numbers without a length are addresses in `memory`. */
export interface KernelExports {
  readonly memory: WasmMemory;
  layOutProblem(
    rows: number,
    features: number,
    classes: number,
    isWeighted: number,
    isEntropy: number,
    isRandom: number,
    maxLevels: number,
    maximaCount: number,
    drawnRows: number,
    areListed: number,
  ): void;
  setLimits(
    maxDepth: number,
    minSamplesSplit: number,
    minSamplesLeaf: number,
    minImpurityDecrease: number,
    maxLeafNodes: number,
    featuresPerSplit: number,
    maxBins: number,
    exactSamples: number,
  ): void;
  layOutBag(samples: number, total: number): void;
  seedRandom(a: number, b: number, c: number, d: number): void;
  drawBootstrap(randomState: number, tree: number): number;
  growTree(samples: number): void;
  nodesGrown(): number;
  setWordsUsed(): number;
  leavesOfSamples(): number;
  leavesOfAnswers(): number;
  readonly codes: WasmGlobal;
  readonly codeCounts: WasmGlobal;
  readonly featureKinds: WasmGlobal;
  readonly targets: WasmGlobal;
  readonly rowWeights: WasmGlobal;
  readonly fitRows: WasmGlobal;
  readonly maximaStart: WasmGlobal;
  readonly maxima: WasmGlobal;
  readonly terms: WasmGlobal;
  readonly sampleRows: WasmGlobal;
  readonly samplePacks: WasmGlobal;
  readonly sampleWeights: WasmGlobal;
  readonly sampleValues: WasmGlobal;
  readonly nodeFeature: WasmGlobal;
  readonly nodeFlags: WasmGlobal;
  readonly nodeCut: WasmGlobal;
  readonly nodeAbove: WasmGlobal;
  readonly nodeNext: WasmGlobal;
  readonly nodeLeft: WasmGlobal;
  readonly nodeAnswer: WasmGlobal;
  readonly setBits: WasmGlobal;
  readonly importances: WasmGlobal;
}

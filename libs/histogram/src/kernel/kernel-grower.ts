/**
 * Grows trees in WebAssembly: copies the problem into the kernel's memory once, each bag before its tree, and
 * reads the tree back. One instance serves one problem at a time and must not be shared between threads.
 */
import type { Bag, GrowthProblem, GrownTree, TreeGrower } from '../growth.ts';
import { MAX_BAG_SAMPLES } from '../growth.ts';
import { countTerms } from '../impurity.ts';
import { addressOf } from './address-of.ts';
import type { KernelExports } from './kernel-exports.ts';
import { instantiateKernel } from './load-kernel.ts';
import type { KernelModule } from './load-kernel.ts';
import { bootstrapBag } from '../draw-bag.ts';
import { treeSeed } from '../random/seeds.ts';
import { readTree } from './read-tree.ts';
import type { WasmGlobal } from './web-assembly.ts';

/** `unlimited` of the kernel's whole numbers. */
const UNLIMITED = 0xffff_ffff;
/** The result of `drawBootstrap` if a row was drawn more often than a bag can count. */
const TOO_OFTEN = 0xffff_ffff;
const FEATURE_CATEGORICAL = 1;
const FEATURE_HAS_MISSING = 2;

export interface KernelGrower extends TreeGrower {
  /**
   * As `grow` of the `bootstrapBag` of `rows` with the `treeSeed` of these two, but drawn by the kernel.
   *
   * @throws {HistogramInputError} as `bootstrapBag`
   */
  growBootstrap(randomState: number, tree: number): GrownTree;
}

/** @param rows the rows that bootstraps are drawn from: indices into the table */
export function createKernelGrower(
  module: KernelModule,
  problem: GrowthProblem,
  rows: Uint32Array = new Uint32Array(0),
): KernelGrower {
  const kernel = instantiateKernel(module);
  const canDraw = rows.length <= MAX_BAG_SAMPLES;
  layOut(kernel, problem, canDraw ? rows : rows.subarray(0, 0));
  const { rowCount } = problem.table;
  let capacity = { samples: 0, total: 0 };
  const makeRoom = (samples: number, total: number): void => {
    if (samples <= capacity.samples && total === capacity.total) return;
    capacity = { samples: Math.max(samples, capacity.samples), total };
    kernel.layOutBag(capacity.samples, total);
    writeTerms(kernel, problem, total);
  };
  const grow: TreeGrower['grow'] = (bag, state) => {
    makeRoom(
      bag.rows.length,
      bag.counts.reduce((sum, count) => sum + count, 0),
    );
    writeBag(kernel, problem, bag);
    kernel.seedRandom(state[0]!, state[1]!, state[2]!, state[3]!);
    kernel.growTree(bag.rows.length);
    return readTree(kernel, problem);
  };
  return {
    grow,
    growBootstrap(randomState, tree) {
      makeRoom(Math.min(rows.length, rowCount), rows.length);
      const samples =
        canDraw && rows.length > 0 ? kernel.drawBootstrap(randomState, tree) >>> 0 : TOO_OFTEN;
      if (samples === TOO_OFTEN) {
        const seed = treeSeed(randomState, tree);
        return grow(bootstrapBag(rows, rowCount, seed.bag), seed.growth); // throws the error that names the problem
      }
      kernel.growTree(samples);
      return readTree(kernel, problem);
    },
  };
}

function layOut(
  kernel: KernelExports,
  { table, target, weights, limits }: GrowthProblem,
  rows: Uint32Array,
): void {
  const { rowCount, features } = table;
  const classCount = target.kind === 'classification' ? target.classCount : 0;
  const isRandom = limits.splitter === 'random';
  const levels = features.map((bins) => (bins.kind === 'categorical' ? bins.codeCount : 0));
  const maxima = isRandom
    ? features.map((bins) => (bins.kind === 'numeric' ? bins.maxima : new Float64Array(0)))
    : [];
  const isWholeTable = rows.length === rowCount && rows.every((row, i) => row === i);
  kernel.layOutProblem(
    rowCount,
    features.length,
    classCount,
    Number(weights !== undefined),
    Number(limits.criterion === 'entropy' && classCount > 0),
    Number(isRandom),
    levels.reduce((a, b) => Math.max(a, b), 0),
    maxima.reduce((sum, { length }) => sum + length, 0),
    rows.length,
    Number(!isWholeTable),
  );
  kernel.setLimits(
    whole(limits.maxDepth),
    whole(limits.minSamplesSplit),
    whole(limits.minSamplesLeaf),
    limits.minImpurityDecrease,
    whole(limits.maxLeafNodes),
    limits.featuresPerSplit,
    limits.maxBins,
    whole(limits.exactSamples),
  );
  const { buffer } = kernel.memory;
  const at = (global: WasmGlobal) => addressOf(global);
  new Uint16Array(buffer, at(kernel.codes), table.codes.length).set(table.codes);
  const codeCounts = features.map(({ codeCount }) => codeCount);
  new Uint32Array(buffer, at(kernel.codeCounts), features.length).set(codeCounts);
  new Uint8Array(buffer, at(kernel.featureKinds), features.length).set(
    features.map((bins, feature) => {
      const column = table.codes.subarray(feature * rowCount, (feature + 1) * rowCount);
      const kind = bins.kind === 'categorical' ? FEATURE_CATEGORICAL : 0;
      return kind | (column.includes(bins.codeCount) ? FEATURE_HAS_MISSING : 0);
    }),
  );
  if (target.kind === 'classification') {
    new Int32Array(buffer, at(kernel.targets), rowCount).set(target.values);
  } else {
    new Float64Array(buffer, at(kernel.targets), rowCount).set(target.values);
  }
  if (weights !== undefined) new Float64Array(buffer, at(kernel.rowWeights), rowCount).set(weights);
  if (!isWholeTable) new Uint32Array(buffer, at(kernel.fitRows), rows.length).set(rows);
  let start = 0;
  maxima.forEach((values, feature) => {
    new Uint32Array(buffer, at(kernel.maximaStart), features.length)[feature] = start;
    new Float64Array(buffer, at(kernel.maxima) + 8 * start, values.length).set(values);
    start += values.length;
  });
}

function writeTerms(kernel: KernelExports, problem: GrowthProblem, total: number): void {
  const isCounted = problem.weights === undefined && problem.target.kind === 'classification';
  if (!isCounted || problem.limits.criterion !== 'entropy') return;
  const { buffer } = kernel.memory;
  new Float64Array(buffer, addressOf(kernel.terms), total + 1).set(countTerms(total));
}

function writeBag(kernel: KernelExports, { target, weights }: GrowthProblem, bag: Bag): void {
  const { rows, counts } = bag;
  const { buffer } = kernel.memory;
  const samples = rows.length;
  new Uint32Array(buffer, addressOf(kernel.sampleRows), samples).set(rows);
  const packs = new Uint32Array(buffer, addressOf(kernel.samplePacks), samples);
  if (target.kind === 'classification') {
    const { values } = target;
    for (let i = 0; i < samples; i++) packs[i] = (values[rows[i]!]! << 16) | counts[i]!;
  } else {
    const { values } = target;
    const sampleValues = new Float64Array(buffer, addressOf(kernel.sampleValues), samples);
    packs.set(counts);
    for (let i = 0; i < samples; i++) sampleValues[i] = values[rows[i]!]!;
  }
  if (weights === undefined) return;
  const sampleWeights = new Float64Array(buffer, addressOf(kernel.sampleWeights), samples);
  for (let i = 0; i < samples; i++) sampleWeights[i] = counts[i]! * weights[rows[i]!]!;
}

function whole(limit: number): number {
  return Math.min(limit, UNLIMITED);
}

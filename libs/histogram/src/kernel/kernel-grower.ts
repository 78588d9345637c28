/**
 * Grows trees in WebAssembly: copies the problem into the kernel's memory once, each bag before its tree, and
 * reads the tree back. One instance serves one problem at a time and must not be shared between threads.
 */
import {
  FEATURE_CATEGORICAL,
  FEATURE_HAS_MISSING,
  TOO_OFTEN,
  UNLIMITED,
} from '../../kernel/abi.ts';
import { codesFor } from '../binned-table.ts';
import type { Bag, GrowthProblem, GrownTree, TreeGrower } from '../growth.ts';
import { MAX_BAG_SAMPLES } from '../growth.ts';
import { countTerms } from '../impurity.ts';
import { view } from './kernel-exports.ts';
import type { KernelExports, Setting } from './kernel-exports.ts';
import { instantiateKernel } from './load-kernel.ts';
import type { KernelModule } from './load-kernel.ts';
import { bootstrapBag } from '../draw-bag.ts';
import { treeSeed } from '../random/seeds.ts';
import { readTree } from './read-tree.ts';

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
      const samples =
        canDraw && rows.length > 0 ? kernel.drawBootstrap(randomState, tree) : TOO_OFTEN;
      if (samples === TOO_OFTEN) {
        const seed = treeSeed(randomState, tree);
        return grow(bootstrapBag(rows, rowCount, seed.bag), seed.growth); // throws the error that names the problem
      }
      makeRoom(samples, rows.length);
      kernel.fillBag();
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
  const { rowCount, features, columns } = table;
  const { criterion, splitter, ...numbers } = limits;
  const featureCount = features.length;
  const classCount = target.kind === 'classification' ? target.classCount : 0;
  const isRandom = splitter === 'random';
  const maxima = features.map((bins) =>
    isRandom && bins.kind === 'numeric' ? bins.maxima : new Float64Array(0),
  );
  const codeStarts = [0];
  for (const { codeCount } of features) {
    const bytes = rowCount * codesFor(codeCount).BYTES_PER_ELEMENT;
    codeStarts.push(codeStarts.at(-1)! + bytes + (bytes % 2));
  }
  const areRowsListed = rows.length !== rowCount || rows.some((row, i) => row !== i);
  set(kernel, {
    ...numbers,
    rowCount,
    featureCount,
    classCount,
    isWeighted: weights !== undefined,
    isEntropy: criterion === 'entropy' && classCount > 0,
    isRandom,
    maxLevels: Math.max(
      0,
      ...features.map((bins) => (bins.kind === 'categorical' ? bins.codeCount : 0)),
    ),
    maximaCount: maxima.reduce((sum, { length }) => sum + length, 0),
    codeBytes: codeStarts.at(-1)!,
    fitRowCount: rows.length,
    areRowsListed,
  });
  kernel.layOutProblem();
  view(kernel, Uint32Array, 'codeCounts', featureCount).set(
    features.map(({ codeCount }) => codeCount),
  );
  view(kernel, Uint32Array, 'codeStarts', featureCount).set(codeStarts.slice(0, -1));
  view(kernel, Uint8Array, 'featureKinds', featureCount).set(
    features.map(({ kind, codeCount }, feature) => {
      const column = columns[feature]!;
      const start = kernel.codes.value + codeStarts[feature]!;
      new (codesFor(codeCount))(kernel.memory.buffer, start, rowCount).set(column);
      const ofKind = kind === 'categorical' ? FEATURE_CATEGORICAL : 0;
      return ofKind | (column.includes(codeCount) ? FEATURE_HAS_MISSING : 0);
    }),
  );
  if (target.kind === 'classification') {
    view(kernel, Uint16Array, 'classes', rowCount).set(target.values);
  } else {
    view(kernel, Float64Array, 'values', rowCount).set(target.values);
  }
  if (weights !== undefined) view(kernel, Float64Array, 'rowWeights', rowCount).set(weights);
  if (areRowsListed) view(kernel, Uint32Array, 'fitRows', rows.length).set(rows);
  if (!isRandom) return;
  const starts = view(kernel, Uint32Array, 'maximaStart', featureCount);
  let start = 0;
  maxima.forEach((values, feature) => {
    starts[feature] = start;
    view(kernel, Float64Array, 'maxima', start + values.length).set(values, start);
    start += values.length;
  });
}

function set(kernel: KernelExports, settings: Readonly<Record<Setting, number | boolean>>): void {
  for (const name of Object.keys(settings) as Setting[]) {
    const value = settings[name];
    kernel[name].value = value === Infinity ? UNLIMITED : Number(value);
  }
}

function writeTerms(kernel: KernelExports, problem: GrowthProblem, total: number): void {
  const isCounted = problem.weights === undefined && problem.target.kind === 'classification';
  if (!isCounted || problem.limits.criterion !== 'entropy') return;
  view(kernel, Float64Array, 'terms', total + 1).set(countTerms(total));
}

function writeBag(kernel: KernelExports, { target, weights }: GrowthProblem, bag: Bag): void {
  const { rows, counts } = bag;
  const samples = rows.length;
  view(kernel, Uint32Array, 'sampleRows', samples).set(rows);
  const packs = view(kernel, Uint32Array, 'samplePacks', samples);
  packs.set(counts);
  const { values } = target;
  if (target.kind === 'classification') {
    for (let i = 0; i < samples; i++) packs[i]! |= values[rows[i]!]! << 16;
  } else {
    const sampleValues = view(kernel, Float64Array, 'sampleValues', samples);
    for (let i = 0; i < samples; i++) sampleValues[i] = values[rows[i]!]!;
  }
  if (weights === undefined) return;
  const sampleWeights = view(kernel, Float64Array, 'sampleWeights', samples);
  for (let i = 0; i < samples; i++) sampleWeights[i] = counts[i]! * weights[rows[i]!]!;
}

import { expect, test } from 'vitest';

import { binTable } from '../binning/bin-table.ts';
import { DEFAULT_GROWTH_LIMITS } from '../growth.ts';
import type { GrowthProblem } from '../growth.ts';
import { kernelBytes } from './kernel-bytes.ts';
import { createKernelGrower } from './kernel-grower.ts';
import { loadKernel } from './load-kernel.ts';

const kernel = await loadKernel();
if (kernel === undefined) throw new Error('Found no kernel. Build it: npx nx run histogram:build');

/** What depends neither on rows nor on features. */
const FIXED_BYTES = 2.2e6;

const ROWS = 200_000;
const column = (of: (row: number) => number) =>
  Float64Array.from({ length: ROWS }, (_, i) => of(i));
const table = binTable([
  { kind: 'numeric', values: column((row) => row % 7) },
  { kind: 'numeric', values: column((row) => (row * 7919) % 5003) },
]);
const classes = {
  kind: 'classification',
  classCount: 2,
  values: Int32Array.from({ length: ROWS }, (_, row) => row % 2),
} as const;
const quantity = { kind: 'regression', values: column((row) => row % 5) } as const;
const weights = new Float64Array(ROWS).fill(2);
const limits = { ...DEFAULT_GROWTH_LIMITS, maxDepth: 4 };

test.each<[string, Omit<GrowthProblem, 'table'>, number, boolean]>([
  ['classes', { target: classes, limits }, ROWS, true],
  ['classes of some rows', { target: classes, limits }, ROWS / 2, true],
  ['all rows of classes', { target: classes, limits }, ROWS, false],
  ['entropy', { target: classes, limits: { ...limits, criterion: 'entropy' } }, ROWS, true],
  ['a quantity', { target: quantity, limits }, ROWS, true],
  ['a quantity with weights', { target: quantity, weights, limits }, ROWS, true],
  ['few leaves', { target: quantity, limits: { ...limits, maxLeafNodes: 9 } }, ROWS, true],
  ['many leaves', { target: classes, limits: { ...limits, maxLeafNodes: 1e9 } }, ROWS, true],
])('%s take the memory that they are said to take', (_, rest, fitRows, bootstrap) => {
  const problem = { table, ...rest };
  const rows = Uint32Array.from({ length: fitRows }, (_, row) => row);
  const grower = createKernelGrower(kernel, problem, bootstrap ? rows : undefined);
  const counts = new Uint16Array(fitRows).fill(1);
  const tree = bootstrap
    ? grower.growBootstrap(1, 2)
    : grower.grow({ rows, counts }, Uint32Array.of(1, 2, 3, 4));
  const found = tree.importances.buffer.byteLength - FIXED_BYTES;
  const said = kernelBytes(problem, { rowCount: ROWS, fitRows, bootstrap });
  expect(found).toBeLessThanOrEqual(said);
  expect(found).toBeGreaterThan(0.9 * said - 4e5);
});

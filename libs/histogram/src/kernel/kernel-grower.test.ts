import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { growths } from '../../test/problems.ts';
import type { Growth } from '../../test/problems.ts';
import { createReferenceGrower } from '../reference/reference-grower.ts';
import { createKernelGrower } from './kernel-grower.ts';
import { loadKernel } from './load-kernel.ts';

const kernel = await loadKernel();
if (kernel === undefined) throw new Error('Found no kernel. Build it: npx nx run histogram:build');

function expectEqualTrees({ problem, bag, state }: Growth): void {
  const expected = createReferenceGrower(problem).grow(bag, state);
  const found = createKernelGrower(kernel!, problem).grow(bag, state);
  expect(found).toStrictEqual(expected);
}

test('kernel and reference grow the same trees, node by node and to the bit', () => {
  fc.assert(fc.property(growths(60), expectEqualTrees), { numRuns: 1500 });
});

test('also on tables large enough for every way of sorting', () => {
  fc.assert(fc.property(growths(900), expectEqualTrees), { numRuns: 60 });
});

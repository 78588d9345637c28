import { describe, expect, test } from 'vitest';

import { binTable } from '../binning/bin-table.ts';
import { DEFAULT_GROWTH_LIMITS } from '../growth.ts';
import { loadKernel } from '../kernel/load-kernel.ts';
import { Xoshiro128 } from '../random/xoshiro128.ts';
import type { ForestJob } from './forest-job.ts';
import { growForest, growInWorkers } from './grow-forest.ts';
import { idleWorkers } from '../threads/worker-pool.ts';
import { hasBegun } from '../threads/starts.ts';
import { growShare, growthState } from './grow-share.ts';

const kernel = await loadKernel();

function job(rowCount: number, trees: number): ForestJob {
  const random = new Xoshiro128([1, 2, 3, 4]);
  const columns = Array.from({ length: 4 }, () => ({
    kind: 'numeric' as const,
    values: Float64Array.from({ length: rowCount }, () => random.fraction()),
  }));
  const values = Int32Array.from({ length: rowCount }, (_, row) =>
    Number(columns[0]!.values[row]! * columns[1]!.values[row]! > 0.25),
  );
  const codes = new Uint16Array(new SharedArrayBuffer(2 * 4 * rowCount));
  return {
    problem: {
      table: binTable(columns, codes),
      target: { kind: 'classification', classCount: 2, values },
      limits: { ...DEFAULT_GROWTH_LIMITS, featuresPerSplit: 2 },
    },
    kernel,
    trees,
    rows: Uint32Array.from({ length: rowCount }, (_, row) => row),
    bootstrap: true,
    randomState: 42,
  };
}

describe('several threads', () => {
  test('grow the same trees as one thread, whatever their number', async () => {
    const work = job(300, 9);
    const alone = await growForest(work, { threads: 1 });
    for (const threads of [2, 8]) {
      expect(await growInWorkers(work, threads, {})).toStrictEqual(alone);
    }
  });

  test('grow the same trees with the reference as with the kernel', async () => {
    const work = job(100, 3);
    const reference = { ...work, kernel: undefined };
    expect(await growInWorkers(reference, 2, {})).toStrictEqual(
      await growForest(work, { threads: 1 }),
    );
  });

  test('number sets of categories and answers as one thread does', async () => {
    const { problem, ...rest } = job(400, 7);
    const random = new Xoshiro128([4, 3, 2, 1]);
    const levels = Float64Array.from({ length: 400 }, () => random.below(40));
    const noise = Float64Array.from({ length: 400 }, () => random.fraction());
    const table = binTable([
      { kind: 'categorical', values: levels, levelCount: 40 },
      { kind: 'numeric', values: noise },
    ]);
    const values = levels.map((level, row) => (level % 7) + Math.round(noise[row]! * 3));
    const target = { kind: 'regression' as const, values };
    const work = { ...rest, problem: { ...problem, table, target } };
    const alone = await growForest(work, { threads: 1 });
    expect(alone.forest.categorySetStart.length).toBeGreaterThan(10);
    expect(await growInWorkers(work, 3, {})).toStrictEqual(alone);
  });

  test('stay for the next forest, unless they were stopped', async () => {
    await growInWorkers(job(300, 9), 4, {});
    const waiting = idleWorkers();
    expect(waiting).toBeGreaterThanOrEqual(3);
    await growInWorkers(job(300, 9), 4, {});
    expect(idleWorkers()).toBe(waiting);
    const signal = AbortSignal.timeout(50);
    await expect(growInWorkers(job(5000, 5000), 4, { signal })).rejects.toThrow();
    expect(idleWorkers()).toBe(waiting - 3);
  });

  test('that start after all trees are grown do nothing', () => {
    const state = growthState(2);
    const share = (worker: number) => growShare({ kind: 'grow', job: job(50, 2), state, worker });
    expect(share(0)?.result.trees).toEqual([0, 1]);
    expect(hasBegun(state.starts, 0)).toBe(true);
    expect(hasBegun(state.starts, 1)).toBe(false);
    expect(share(1)).toBeUndefined();
  });

  test('are started automatically for large jobs', async () => {
    const work = job(30_000, 100);
    const { forest } = await growForest(work, { threads: 2 });
    expect(forest.treeStart).toHaveLength(101);
  });

  test('report their progress', async () => {
    const finished: number[] = [];
    await growInWorkers(job(200, 5), 2, { onTree: (count) => finished.push(count) });
    expect(finished).toEqual([1, 2, 3, 4, 5]);
  });

  test('stop when the signal is aborted', async () => {
    const controller = new AbortController();
    const onTree = () => controller.abort(new Error('enough'));
    const { signal } = controller;
    await expect(growInWorkers(job(5000, 500), 2, { signal, onTree })).rejects.toThrow('enough');
    await expect(growInWorkers(job(100, 5), 2, { signal })).rejects.toThrow('enough');
  });

  test('pass on their errors', async () => {
    const work = job(100, 5);
    const broken = { ...work, rows: new Uint32Array(0) };
    await expect(growInWorkers(broken, 2, {})).rejects.toThrow('Found a bag of 0 rows');
  });
});

test('one thread stops when the signal is aborted', async () => {
  const controller = new AbortController();
  const onTree = () => controller.abort(new Error('enough'));
  const growing = growForest(job(50, 5), { threads: 1, signal: controller.signal, onTree });
  await expect(growing).rejects.toThrow('enough');
});

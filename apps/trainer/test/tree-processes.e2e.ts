import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseCsv, toDataset } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import {
  createHistogramEngine,
  DEFAULT_FOREST_OPTIONS,
  TrainingCancelledError,
} from '@lambda-forest/training';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { treeProcesses } from '../src/train/trees/tree-processes.ts';
import { TreesElsewhere } from '../src/train/trees/trees-elsewhere.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trees-'));
});
afterEach(() => rm(folder, { recursive: true }));

function table(rowCount: number, isQuantity: boolean): Dataset {
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const x = (row * 0.618034) % 1;
    const y = isQuantity ? x * 3 + (row % 7) * 0.1 : x > 0.5 ? 'a' : 'b';
    return `${x},${row % 9 === 0 ? '' : row % 5},${['red', 'green', 'blue'][row % 3]!},${y}`;
  });
  return toDataset(parseCsv(Buffer.from(`x,n,c,y\n${rows.join('\n')}\n`), { source: 'made' }));
}

const rowsOf = ({ rowCount }: Dataset) => Uint32Array.from({ length: rowCount }, (_, row) => row);

function optionsFor({ task }: Dataset, nEstimators: number) {
  const criterion = task === 'regression' ? ('squared_error' as const) : ('gini' as const);
  return { ...DEFAULT_FOREST_OPTIONS, nEstimators, criterion };
}

test('forests that processes grow are those of this one, table after table', async () => {
  const trees = new TreesElsewhere(treeProcesses(3, folder));
  try {
    for (const dataset of [table(300, false), table(200, true)]) {
      const apart = await createHistogramEngine(1, { grow: trees.grow }).prepare(dataset);
      const whole = await createHistogramEngine(1).prepare(dataset);
      for (const [rows, count, rowShards] of [
        [rowsOf(dataset), 7, 1],
        [rowsOf(dataset).slice(50), 2, 1],
        [rowsOf(dataset), 9, 4],
        [rowsOf(dataset).slice(50), 5, 4],
      ] as const) {
        const options = { ...optionsFor(dataset, count), rowShards };
        let finished = 0;
        const found = await apart.fit(rows, options, { onTree: (trees) => (finished = trees) });
        const expected = await whole.fit(rows, options);
        expect(found.forest).toStrictEqual(expected.forest);
        expect(found.importances).toStrictEqual(expected.importances);
        expect(found.outOfBag).toStrictEqual(expected.outOfBag);
        expect(finished).toBe(count);
      }
    }
  } finally {
    await trees.close();
  }
  expect(await readdir(folder)).toEqual(['trees-4']); // each table as it is, and in shards
}, 120_000);

test.runIf(process.platform === 'linux')(
  'a process that is killed is replaced, and the forest is the same',
  async () => {
    const dataset = table(4_000, false);
    const options = optionsFor(dataset, 60);
    const trees = new TreesElsewhere(treeProcesses(2, folder));
    try {
      const apart = await createHistogramEngine(1, { grow: trees.grow }).prepare(dataset);
      let isKilled = false;
      const found = await apart.fit(rowsOf(dataset), options, {
        onTree() {
          if (isKilled) return;
          isKilled = true;
          process.kill(runningProcesses()[0]!, 'SIGKILL');
        },
      });
      expect(isKilled).toBe(true);
      const whole = await createHistogramEngine(1).prepare(dataset);
      expect(found.forest).toStrictEqual((await whole.fit(rowsOf(dataset), options)).forest);
    } finally {
      await trees.close();
    }
  },
  120_000,
);

test.runIf(process.platform === 'linux')(
  'cancelling ends the processes',
  async () => {
    const dataset = table(4_000, false);
    const trees = new TreesElsewhere(treeProcesses(2, folder));
    const prepared = await createHistogramEngine(1, { grow: trees.grow }).prepare(dataset);
    const cancellation = new AbortController();
    const fit = prepared.fit(rowsOf(dataset), optionsFor(dataset, 10_000), {
      signal: cancellation.signal,
      onTree: () => cancellation.abort(new Error('enough')),
    });
    await expect(fit).rejects.toThrow();
    expect(runningProcesses()).toEqual([]);
  },
  120_000,
);

test('cancelling while the table is written grows nothing', async () => {
  const dataset = table(300, false);
  const trees = new TreesElsewhere(treeProcesses(1, folder));
  const prepared = await createHistogramEngine(1, { grow: trees.grow }).prepare(dataset);
  const cancellation = new AbortController();
  const fit = prepared.fit(rowsOf(dataset), optionsFor(dataset, 2), {
    signal: cancellation.signal,
  });
  cancellation.abort(new Error('enough'));
  try {
    await expect(fit).rejects.toThrow(TrainingCancelledError);
  } finally {
    await trees.close();
  }
}, 120_000);

/** Numbers of the tree processes of this one; only Linux says. */
function runningProcesses(): number[] {
  const threads = readdirSync('/proc/self/task').map((id) => `/proc/self/task/${id}/children`);
  const children = threads.flatMap((path) => readFileSync(path, 'utf8').split(' ').filter(Boolean));
  return children.map(Number).filter((id) => commandOf(id).includes('tree-worker'));
}

function commandOf(id: number): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    return ''; // it has ended meanwhile
  }
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { splitRows } from '@lambda-forest/data';
import { expect, test } from 'vitest';

import { withFolder } from '../scratch-folder.ts';
import { datasetOf } from './dataset-of.ts';
import { readSplit, targetOf, writeSplit } from './exchange.ts';

const columns = [Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(10, 20, 30, 40, 50)];

test.each([
  datasetOf({ task: 'regression', columns, target: Float64Array.of(0.5, 1.5, 2.5, 3.5, 4.5) }),
  datasetOf({
    task: 'classification',
    columns,
    target: Int32Array.of(0, 1, 0, 1, 0),
    classCount: 2,
  }),
])('a split is read as it was written: $task', async (dataset) => {
  const split = splitRows(dataset, { testSize: 0.4, seed: 1 });
  await withFolder(async (folder) => {
    await writeSplit(folder, dataset, split);
    const { train, testRows } = await readSplit(folder);
    expect(train.task).toBe(dataset.task);
    expect(train.target).toEqual(targetOf(dataset, split.train));
    expect(train.columns).toEqual(
      columns.map((column) => Float64Array.from(split.train, (row) => column[row]!)),
    );
    expect([...testRows]).toEqual(
      [...split.test].flatMap((row) => columns.map((column) => column[row]!)),
    );
    const bytes = await readFile(join(folder, 'x-train.f64'));
    expect(bytes.readDoubleLE(0)).toBe(columns[0]![split.train[0]!]);
    expect(bytes.readDoubleLE(8)).toBe(columns[1]![split.train[0]!]);
  });
});

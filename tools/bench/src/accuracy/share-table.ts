/**
 * Hands a table to peers that read it themselves, as a folder:
 *
 *     about.json              {"file":"/x/a.csv","target":"y","classes":["no","yes"],"csv":{...}}; classes is null for
 *                             a quantity, csv has arguments of pandas.read_csv
 *     train.u32, test.u32     row indices, ascending, as uint32
 *     y-train.bin             class indices as int32, or quantities as float64, of the training rows
 *
 * Numbers are little-endian.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Dataset, Split } from '@lambda-forest/data';

import { targetOf } from '../peers/exchange.ts';
import type { MixedTable } from './mixed-tables.ts';

interface AboutTable {
  readonly file: string;
  readonly target: string;
  readonly classes: readonly string[] | null;
  readonly csv: Readonly<Record<string, unknown>>;
}

export async function shareTable(
  { file, csv }: MixedTable,
  folder: string,
  dataset: Dataset,
  split: Split,
): Promise<void> {
  const { name: target } = dataset.schema.target;
  const classes = dataset.schema.task === 'classification' ? dataset.schema.target.classes : null;
  const about: AboutTable = { file, target, classes, csv };
  await writeFile(join(folder, 'about.json'), JSON.stringify(about));
  await writeFile(join(folder, 'train.u32'), split.train);
  await writeFile(join(folder, 'test.u32'), split.test);
  await writeFile(join(folder, 'y-train.bin'), targetOf(dataset, split.train));
}

/** What a peer of ours needs of it. */
export async function readShared(
  folder: string,
): Promise<{ readonly about: AboutTable; readonly testRows: Uint32Array }> {
  const about = JSON.parse(await readFile(join(folder, 'about.json'), 'utf8')) as AboutTable;
  const bytes = await readFile(join(folder, 'test.u32'));
  return { about, testRows: new Uint32Array(Uint8Array.from(bytes).buffer) };
}

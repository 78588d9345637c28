import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { parseCsv, toDataset } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import type { Task } from '@lambda-forest/schema';

/** Reads a CSV file of this repository, compressed if its name ends in .gz, whose last column is the target. */
export async function readCsvTable(file: URL, task: Task): Promise<Dataset> {
  const bytes = await readFile(file);
  const csv = file.pathname.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  return toDataset(parseCsv(csv, { source: basename(file.pathname) }), { task });
}

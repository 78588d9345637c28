import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { parseCsv, toDataset } from '@lambda-forest/data';
import type { Dataset } from '@lambda-forest/data';
import type { Task } from '@lambda-forest/schema';

/** Reads a CSV file of this repository, compressed if its name ends in .gz, whose last column is the target. */
export async function readCsvTable(file: URL, task: Task): Promise<Dataset<Float64Array>> {
  const bytes = await readFile(file);
  const csv = file.pathname.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const table = parseCsv(csv, { source: basename(file.pathname) });
  // Keeps all numbers, constant columns too: peers get the same columns as in earlier measurements.
  const columns = table.header.slice(0, -1).map((name) => ({ name, kind: 'numeric' as const }));
  return toDataset(table, { task, columns });
}

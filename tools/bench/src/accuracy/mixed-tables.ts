/** Tables as they come, for learners that read them themselves: those of the repository, and those of a folder. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { UsageError } from '@lambda-forest/cli';
import { parseTable, toDataset } from '@lambda-forest/data';

import type { BenchTable } from '../tables/tables.ts';

/** The last column is the target. */
export interface MixedTable extends BenchTable {
  /** An absolute path: CSV, compressed if its name ends in .gz. */
  readonly file: string;
  /** What a user of pandas.read_csv says about it. */
  readonly csv: Readonly<Record<string, unknown>>;
}

const ROOT = join(import.meta.dirname, '../../../..');

/** What pandas does not take for missing, and our tables do. */
const MISSING = { na_values: ['?'] };

/** Tables of this repository with categories, dates, missing values and texts. */
export const MIXED_TABLES: readonly MixedTable[] = [
  mixedTable(join(ROOT, 'tools/bench/tables/passengers.csv.gz')),
  mixedTable(join(ROOT, 'tools/bench/tables/sales.csv.gz'), { sep: ';', decimal: ',' }),
  mixedTable(join(ROOT, 'examples/houses.csv')),
];

/**
 * The CSV files of a folder, in order of their names.
 *
 * @throws {UsageError} if there are none
 */
export function tablesIn(folder: string): MixedTable[] {
  const path = resolve(folder);
  const names = readdirOf(path).filter((name) => /\.csv(\.gz)?$/.test(name));
  if (names.length > 0) return names.sort().map((name) => mixedTable(join(path, name)));
  throw new UsageError(
    `Found no .csv file in ${path}, expected some.`,
    'Name the folder of the tables with --tables-folder.',
  );
}

function mixedTable(file: string, csv: MixedTable['csv'] = {}): MixedTable {
  const name = basename(file).replace(/\.csv(\.gz)?$/, '');
  const load = async () => {
    const bytes = await readFile(file);
    const text = file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
    return toDataset(parseTable(text, { source: basename(file) }));
  };
  return { name, file, csv: { ...MISSING, ...csv }, trees: 0, isQuick: true, load };
}

function readdirOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { choice, defineCommand, flag, integer, path } from '@lambda-forest/cli';
import type { OptionTable, OptionValues } from '@lambda-forest/cli';

import { outputOptions, print, reporter, save } from '../output.ts';
import { headLines } from '../report.ts';
import { describeRun } from '../run-head.ts';
import { readCsvTable } from '../tables/csv-table.ts';
import { TABLES } from '../tables/tables.ts';
import type { BenchTable } from '../tables/tables.ts';
import { importedLines } from './imported/report.ts';
import { serveImported } from './imported/serve-imported.ts';
import { servedLines } from './report.ts';
import type { ServedTable } from './results.ts';
import { serveTable } from './serve-table.ts';
import { startServingPeers } from './serving-peers.ts';

/** The tables that forests are grown on unless a file is named, from the smallest to the largest. */
const SERVING_TABLES = ['iris', 'breast-cancer', 'letter-like', 'diamonds-like', 'synthetic'];

const SERVE_OPTIONS = {
  table: {
    kind: choice('all', ...SERVING_TABLES),
    description: 'The table that the forest is grown on.',
    default: 'all',
  },
  csv: {
    kind: path('FILE'),
    description: 'A CSV file of classes to use instead; its last column is the target.',
  },
  imported: {
    kind: flag,
    description:
      'Has each library train a model of its own, of the table synthetic unless another one is named, and compares the imported model with the library.',
    default: false,
  },
  trees: { kind: integer(1, 10_000), description: 'Trees of the forest.', default: 100 },
  rounds: {
    kind: integer(1, 10_000),
    description: 'How often each predictor is timed, in turn with the others.',
    default: 40,
  },
  'batch-rows': { kind: integer(2, 100_000), description: 'Rows in a batch.', default: 1_000 },
  starts: {
    kind: integer(0, 1_000),
    description: 'How often to start a process that loads the model file; 0 skips it.',
    default: 15,
  },
  seed: {
    kind: integer(0, 1_000_000),
    description: 'Seed of the split and of the forest.',
    default: 1,
  },
  ...outputOptions('serve.json'),
} as const satisfies OptionTable;

export const serveCommand = defineCommand({
  options: SERVE_OPTIONS,
  notes: [
    'Examples:',
    '  npx nx run bench:serve --table=iris',
    '  npx nx run bench:serve --csv=letter.csv --rounds=100',
    '  npx nx run bench:serve --imported',
    '',
    'scikit-learn and onnxruntime are installed by: npx nx run bench:install-peers',
    'Exit codes: 0 measured, 1 answers differ or a peer failed, 2 wrong options.',
  ],
  async run(options, shell) {
    // The peers end with us, because their stdin does; the folders that they read are removed on the way out.
    shell.exitWhenStopped(undefined);
    const { peers, missing } = await startServingPeers(
      options.imported ? 'imported.py' : 'serving.py',
    );
    try {
      const versions = { node: process.versions.node, ...peers?.versions };
      const head = { ...describeRun(missing), versions };
      const all = Object.entries(versions).map((version) => version.join(' '));
      print(shell, [...headLines(head), `one thread each; ${all.join(', ')}`]);
      const { trees, rounds, 'batch-rows': batchRows, starts, seed } = options;
      const settings = { trees, rounds, batchRows, starts, seed };
      if (options.imported) {
        if (peers === undefined) return;
        const [table] = wantedTables({ ...options, table: importedTable(options.table) });
        const served = await serveImported(table!, settings, peers, reporter(table!.name));
        print(shell, importedLines(served, settings));
        await save({ ...head, settings, ...served }, options, 'imported.json', shell);
        return;
      }
      const tables: ServedTable[] = [];
      for (const table of wantedTables(options)) {
        const served = await serveTable(table, settings, peers, reporter(table.name));
        tables.push(served);
        print(shell, servedLines(served, settings));
      }
      await save({ ...head, settings, tables }, options, 'serve.json', shell);
    } finally {
      await peers?.close();
    }
  },
});

function importedTable(table: string): string {
  return table === 'all' ? 'synthetic' : table;
}

function wantedTables({
  table,
  csv,
  trees,
}: OptionValues<typeof SERVE_OPTIONS>): readonly BenchTable[] {
  if (csv !== undefined) {
    const load = () => readCsvTable(pathToFileURL(resolve(csv)), 'classification');
    return [{ name: basename(csv), trees, isQuick: false, load }];
  }
  const names = table === 'all' ? SERVING_TABLES : [table];
  return TABLES.filter(({ name }) => names.includes(name));
}

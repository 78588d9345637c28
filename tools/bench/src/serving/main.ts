/** `nx run bench:serve`: see SERVING.md, or --help. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { helpText, parseOptions, UsageError } from '@lambda-forest/cli';
import type { OptionValues } from '@lambda-forest/cli';
import { LambdaForestError } from '@lambda-forest/text';

import { describeMachine } from '../machine.ts';
import { headLines } from '../report-head.ts';
import { readCsvTable } from '../tables/csv-table.ts';
import { TABLES } from '../tables/tables.ts';
import type { BenchTable } from '../tables/tables.ts';
import { SERVE_HELP, SERVE_OPTIONS, SERVING_TABLES } from './options.ts';
import { servedLines } from './report.ts';
import type { ServedTable, ServingResult } from './results.ts';
import { serveTable } from './serve-table.ts';
import { startServingPeers } from './serving-peers.ts';

type Options = OptionValues<typeof SERVE_OPTIONS>;

const ERASE_LINE = '\r\u001b[2K';
const OUTPUT = join(import.meta.dirname, '..', '..', 'test-output', 'serve.json');
const EXIT_CODES = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

// The peers end with us, because their stdin does; the folders that they read are removed on the way out.
process.once('SIGINT', () => process.exit(EXIT_CODES.interrupted));
process.once('SIGTERM', () => process.exit(EXIT_CODES.interrupted));
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(SERVE_OPTIONS, args);
    if (options.help === true) {
      process.stdout.write(`${helpText(SERVE_HELP, SERVE_OPTIONS, process.stdout.columns)}\n`);
      return EXIT_CODES.ok;
    }
    await run(options);
    return EXIT_CODES.ok;
  } catch (error) {
    console.error(error instanceof LambdaForestError ? error.message : error);
    return error instanceof UsageError ? EXIT_CODES.usage : EXIT_CODES.failed;
  }
}

async function run(options: Options): Promise<void> {
  const print = (lines: readonly string[]) => {
    const stream = options.json === true ? process.stderr : process.stdout;
    if (process.stderr.isTTY) process.stderr.write(ERASE_LINE);
    stream.write(`${lines.join('\n')}\n\n`);
  };
  const { peers, missing } = await startServingPeers();
  try {
    const head = {
      date: new Date().toISOString(),
      machine: describeMachine(),
      missing,
      versions: peers?.versions ?? {},
    };
    print([...headLines(head), versionsLine(head.versions)]);
    const settings = {
      trees: options.trees,
      rounds: options.rounds,
      batchRows: options['batch-rows'],
      starts: options.starts,
      seed: options.seed,
    };
    const tables: ServedTable[] = [];
    for (const table of wantedTables(options)) {
      const served = await serveTable(table, settings, peers, reporter(table.name));
      tables.push(served);
      print(servedLines(served, settings));
    }
    await save({ ...head, settings, tables }, options);
  } finally {
    await peers?.close();
  }
}

function versionsLine(versions: Readonly<Record<string, string>>): string {
  const all = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `one thread each; ${[`node ${process.versions.node}`, ...all].join(', ')}`;
}

function wantedTables({ table, csv, trees }: Options): BenchTable[] {
  if (csv !== undefined) {
    const load = () => readCsvTable(pathToFileURL(resolve(csv)), 'classification');
    return [{ name: basename(csv), trees, isQuick: false, load }];
  }
  const names: readonly string[] = table === 'all' ? SERVING_TABLES : [table];
  return TABLES.filter(({ name }) => names.includes(name));
}

function reporter(table: string): (doing: string) => void {
  return (doing) => {
    if (process.stderr.isTTY) process.stderr.write(`${ERASE_LINE}${table}: ${doing}`);
  };
}

async function save(result: ServingResult, { output, json }: Options): Promise<void> {
  const text = `${JSON.stringify(result, null, 2)}\n`;
  const file = output === undefined ? OUTPUT : resolve(output);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  if (json === true) process.stdout.write(text);
  else console.log(`Every number: ${file}`);
}

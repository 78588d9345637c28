/** `nx run bench:train`: see README.md, or --help. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { helpText, parseOptions, UsageError } from '@lambda-forest/cli';
import type { OptionValues } from '@lambda-forest/cli';
import { LambdaForestError } from '@lambda-forest/text';

import { describeMachine } from './machine.ts';
import { measureAccuracy } from './measure-accuracy.ts';
import { measureTable } from './measure-table.ts';
import { BASELINE, findPeers } from './peers/catalogue.ts';
import { enginePeers } from './peers/engine-peers.ts';
import { variantsOf } from './peers/peer.ts';
import { accuracyHead, seedTableLines } from './report-accuracy.ts';
import { ratioLines, tableLines, timingHead, versionsLine } from './report-timing.ts';
import type { AccuracyResult, SeedTableResult, TableResult, TimingResult } from './results.ts';
import { TRAIN_HELP, TRAIN_OPTIONS } from './options.ts';
import { TABLES } from './tables/tables.ts';

type Options = OptionValues<typeof TRAIN_OPTIONS>;

type Outcomes = readonly { readonly status: string }[];

const ERASE_LINE = '\r\u001b[2K';
const OUTPUT = join(import.meta.dirname, '..', 'test-output');
const EXIT_CODES = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

// Peers end with us, because their stdin does; the folders that they read are removed on the way out.
process.once('SIGINT', () => process.exit(EXIT_CODES.interrupted));
process.once('SIGTERM', () => process.exit(EXIT_CODES.interrupted));
process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const options = parseOptions(TRAIN_OPTIONS, args);
    if (options.help === true) {
      process.stdout.write(`${helpText(TRAIN_HELP, TRAIN_OPTIONS, process.stdout.columns)}\n`);
      return EXIT_CODES.ok;
    }
    const print = (lines: readonly string[]) => {
      const stream = options.json === true ? process.stderr : process.stdout;
      if (process.stderr.isTTY) process.stderr.write(ERASE_LINE);
      stream.write(`${lines.join('\n')}\n\n`);
    };
    const result =
      options.seeds === undefined
        ? await runTiming(options, print)
        : await runAccuracy(options, options.seeds, print);
    await save(result, options);
    const outcomes = result.tables.flatMap((table): Outcomes => table.outcomes);
    return outcomes.some(({ status }) => status === 'failed') ? EXIT_CODES.failed : EXIT_CODES.ok;
  } catch (error) {
    console.error(error instanceof LambdaForestError ? error.message : error);
    return error instanceof UsageError ? EXIT_CODES.usage : EXIT_CODES.failed;
  }
}

async function runTiming(
  options: Options,
  print: (lines: readonly string[]) => void,
): Promise<TimingResult> {
  const { found, missing } = findPeers(options.peers);
  const variants = variantsOf([...enginePeers(options.engines), ...found], options.threads);
  const head = { ...headOf(options), missing, mode: 'timing' } as const;
  print(timingHead(head));
  const tables: TableResult[] = [];
  for (const table of wantedTables(options)) {
    const measuring = { ...options, maxFeatures: { kind: options['max-features'] } } as const;
    const result = await measureTable(table, variants, measuring, reporter(table.name));
    tables.push(result);
    print(tableLines(result, options['max-features']));
  }
  print([...ratioLines(tables), versionsLine(tables)]);
  return { ...head, tables };
}

async function runAccuracy(
  options: Options,
  seedCount: number,
  print: (lines: readonly string[]) => void,
): Promise<AccuracyResult> {
  // The peers named, or else only the one that we compare with: the scores of the others need not be repeated.
  const peers = options.peers === TRAIN_OPTIONS.peers.default ? [BASELINE] : options.peers;
  const { found, missing } = findPeers(peers);
  const threads = Math.max(...options.threads);
  const variants = [...enginePeers(options.engines), ...found].map((peer) => ({
    peer,
    threads: peer.isParallel ? threads : 1,
  }));
  const seeds = Array.from({ length: seedCount }, (_, i) => options.seed + i);
  const head = { ...headOf(options), missing, seeds, mode: 'accuracy' } as const;
  print(accuracyHead(head));
  const tables: SeedTableResult[] = [];
  for (const table of wantedTables(options)) {
    const measuring = { ...options, maxFeatures: { kind: options['max-features'] } } as const;
    const report = reporter(table.name);
    const result = await measureAccuracy(table, variants, seeds, measuring, report);
    tables.push(result);
    print(seedTableLines(result, options['max-features']));
  }
  return { ...head, tables };
}

function headOf(options: Options) {
  return {
    date: new Date().toISOString(),
    machine: describeMachine(),
    maxFeatures: options['max-features'],
  };
}

function wantedTables({ tables, quick }: Options) {
  if (tables !== undefined) return TABLES.filter(({ name }) => tables.includes(name));
  return TABLES.filter(({ isQuick }) => quick !== true || isQuick);
}

function reporter(table: string): (doing: string) => void {
  return (doing) => {
    if (process.stderr.isTTY) process.stderr.write(`${ERASE_LINE}${table}: ${doing}`);
  };
}

async function save(result: TimingResult | AccuracyResult, options: Options): Promise<void> {
  const json = `${JSON.stringify(result, null, 2)}\n`;
  const usual = join(OUTPUT, result.mode === 'timing' ? 'train.json' : 'accuracy.json');
  const file = options.output === undefined ? usual : resolve(options.output);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, json);
  if (options.json === true) process.stdout.write(json);
  else console.log(`Every run: ${file}`);
}

import type { Shell } from '@lambda-forest/cli';
import { enumerate } from '@lambda-forest/text';

import { PeerError } from '../errors.ts';
import { print, reporter, save } from '../output.ts';
import type { OutputOptions } from '../output.ts';
import { missingOf } from '../peers/catalogue.ts';
import type { Peer, Variant } from '../peers/peer.ts';
import { headLines } from '../report.ts';
import { describeRun } from '../run-head.ts';
import type { Outcome } from './results.ts';

/** What is measured of each table, and how it is printed. */
export interface Mode<Measurable, Table> {
  readonly name: string;
  readonly file: string;
  readonly legend: readonly string[];
  readonly seeds?: readonly number[];
  readonly peers: readonly Peer[];
  readonly variantsOf: (peers: readonly Peer[]) => Variant[];
  readonly measure: (
    table: Measurable,
    variants: readonly Variant[],
    report: (doing: string) => void,
  ) => Promise<Table>;
  readonly lines: (table: Table) => string[];
  /** What is printed after all tables. */
  readonly summary: (tables: readonly Table[]) => string[];
}

/**
 * Measures table after table, prints each, and saves the document of all.
 *
 * @throws {PeerError} at the end, if a peer failed
 */
export async function runMode<
  Measurable extends { readonly name: string },
  Table extends { readonly outcomes: readonly Outcome<unknown>[] },
>(
  mode: Mode<Measurable, Table>,
  wanted: readonly Measurable[],
  options: OutputOptions,
  shell: Shell,
): Promise<void> {
  const missing = missingOf(mode.peers);
  const found = mode.peers.filter((peer) => missing.every(({ name }) => name !== peer.name));
  const variants = mode.variantsOf(found);
  const head = describeRun(missing);
  print(shell, [...headLines(head), ...mode.legend]);
  const tables: Table[] = [];
  for (const table of wanted) {
    const result = await mode.measure(table, variants, reporter(table.name));
    tables.push(result);
    print(shell, mode.lines(result));
  }
  print(shell, mode.summary(tables));
  const { name, seeds } = mode;
  await save({ ...head, mode: name, seeds, tables }, options, mode.file, shell);
  const outcomes = tables.flatMap((table) => table.outcomes);
  const failed = outcomes.filter(({ status }) => status === 'failed').map(({ peer }) => peer);
  if (failed.length > 0) throw new PeerError(`Found failures of ${enumerate(failed)}.`);
}

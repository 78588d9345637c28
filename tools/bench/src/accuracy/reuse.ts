import { readFile } from 'node:fs/promises';

import { UsageError } from '@lambda-forest/cli';

import type { Outcome, Run, ScoredTable } from '../training/results.ts';

/** The outcomes of an earlier run, by table. */
export type Earlier = ReadonlyMap<string, readonly Outcome<readonly Run[]>[]>;

/**
 * Reads the document of an earlier run.
 *
 * @throws {UsageError} for what is no such document, or one of other seeds
 */
export async function readEarlier(file: string, seeds: readonly number[]): Promise<Earlier> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const document = JSON.parse(text, camelCaseKeys) as {
    readonly seeds?: readonly number[];
    readonly tables?: readonly ScoredTable[];
  };
  if (document.tables !== undefined && String(document.seeds) === String(seeds)) {
    return new Map(document.tables.map(({ setting, outcomes }) => [setting.table, outcomes]));
  }
  throw new UsageError(
    `Found no measurement of the seeds ${seeds.join(', ')} in ${file}, expected one.`,
    'Name a document that bench:accuracy wrote, with its --seed and --seeds.',
  );
}

/** The reviver that undoes `snakeCaseKeys`. */
function camelCaseKeys(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      member,
    ]),
  );
}

import { globSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isModelName, LATEST_FILE, modelFolder, nextVersion } from '@lambda-forest/artifacts';

import { UsageError } from '@lambda-forest/cli';

import type { TrainOptions } from './train-options.ts';

/** Where a training reads and writes. All paths are absolute. */
export interface Locations {
  /** Standard input is STDIN; none of a table of S3. */
  readonly dataFiles: readonly string[];
  readonly name: string;
  readonly target: Target;
}

/** Where the model goes: into the folder that the user named, or beside the other versions of its name. */
export type Target =
  | { readonly kind: 'folder'; readonly folder: string; readonly version: string }
  | {
      readonly kind: 'versions';
      /** Of all versions. */
      readonly folder: string;
      /** As asked for. Undefined: the next free one. */
      readonly version: string | undefined;
    };

/** What `--data` calls standard input. */
export const STDIN = '-';

/** What addresses of S3 begin with. */
export const S3 = 's3://';

/** The folder of all models. */
export const ARTIFACTS_DIR = fileURLToPath(new URL('../../../../artifacts/', import.meta.url));

const IRIS = fileURLToPath(import.meta.resolve('@lambda-forest/data/datasets/iris.csv'));

/** Resolves the paths that the options leave open. Relative ones are meant from the working directory. */
export function locate(options: TrainOptions): Locations {
  const { data, on } = options;
  if (data?.startsWith(S3) === true) {
    if (on === 'aws') return { dataFiles: [], ...locateModel(options, data) };
    throw new UsageError(
      `Found --data=${data} without --on=aws, expected a file of this machine.`,
      'Add --on=aws, --stage and --learner=forest, or copy it here.',
    );
  }
  const dataFiles = locateData(data);
  return { dataFiles, ...locateModel(options, dataFiles[0]!) };
}

/** @param file after which a model without a name is called */
export function locateModel(
  options: Pick<TrainOptions, 'name' | 'output-dir' | 'model-version'>,
  file: string,
): Pick<Locations, 'name' | 'target'> {
  const name = options.name ?? nameOf(file);
  const { 'output-dir': folder, 'model-version': version } = options;
  const target: Target =
    folder === undefined
      ? { kind: 'versions', folder: join(ARTIFACTS_DIR, modelFolder(name)), version }
      : { kind: 'folder', folder: resolve(folder), version: version ?? nextVersion([]) };
  return { name, target };
}

/** The file that names the latest version. Undefined where the user named the folder. */
export function latestFileOf({ kind, folder }: Target): string | undefined {
  return kind === 'versions' ? join(folder, LATEST_FILE) : undefined;
}

/**
 * The files that `--data` means: Iris by default; a file of that very name; or every file that one of its patterns,
 * separated by commas, matches, in order of the names.
 *
 * @param flag the option that names them
 * @throws {UsageError} if a pattern matches nothing, a file is meant twice, or standard input is not alone
 */
export function locateData(given: string | undefined, flag = '--data'): readonly string[] {
  if (given === undefined) return [IRIS];
  if (given === STDIN) return [STDIN];
  if (isThere(given)) return [resolve(given)];
  const parts = given.split(',').map((part) => part.trim());
  if (parts.includes(STDIN)) {
    throw new UsageError(
      'Found standard input (-) among several files, expected it alone.',
      'Write it into a file and name that.',
    );
  }
  const files = parts.flatMap((part) => {
    if (isThere(part) || !/[*?[{]/.test(part)) return [resolve(part)];
    const found = globSync(part).sort().filter(isFile);
    if (found.length > 0) return found.map((file) => resolve(file));
    throw new UsageError(
      `Found no file that matches ${part}, expected at least one.`,
      `Correct the pattern after ${flag}.`,
    );
  });
  const twice = files.find((file, index) => files.indexOf(file) < index);
  if (twice === undefined) return files;
  throw new UsageError(
    `Found ${twice} twice after ${flag}, expected each file once.`,
    'Leave one of them out.',
  );
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** `/data/House prices.csv` is called `House-prices`. */
function nameOf(file: string): string {
  const stem = basename(file).replace(/\..*$/, '');
  const name = stem.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  const short = name.slice(0, 64);
  return isModelName(short) ? short : 'model';
}

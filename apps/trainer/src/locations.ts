import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ARTIFACT_FILES, isModelName, latestPath, versionFolder } from '@lambda-forest/artifacts';

import type { TrainOptions } from './train-options.ts';

/** Where a training reads and writes. All paths are absolute. */
export interface Locations {
  readonly dataFile: string;
  /** The folder of the files that training writes. */
  readonly outputDir: string;
  /** The file that points to the model's latest version. Undefined where the user named the folder. */
  readonly latestFile: string | undefined;
  readonly name: string;
}

/** The folder of all models. */
export const ARTIFACTS_DIR = fileURLToPath(new URL('../../../artifacts/', import.meta.url));

const IRIS = fileURLToPath(import.meta.resolve('@lambda-forest/data/datasets/iris.csv'));

/** Resolves the paths that the options leave open. Relative ones are meant from the working directory. */
export function locate(options: TrainOptions): Locations {
  const dataFile = options.data === undefined ? IRIS : resolve(options.data);
  const name = options.name ?? nameOf(dataFile);
  if (options['output-dir'] !== undefined) {
    return { dataFile, outputDir: resolve(options['output-dir']), latestFile: undefined, name };
  }
  return {
    dataFile,
    outputDir: join(ARTIFACTS_DIR, versionFolder(name, options['model-version'])),
    latestFile: join(ARTIFACTS_DIR, latestPath(name)),
    name,
  };
}

/** Every file that a training writes, in the order in which they are to appear. */
export function outputsOf({ outputDir, latestFile }: Locations): string[] {
  const files = Object.values(ARTIFACT_FILES).map((file) => join(outputDir, file));
  return latestFile === undefined ? files : [...files, latestFile];
}

/** `/data/House prices.csv` is called `House-prices`. */
function nameOf(file: string): string {
  const stem = basename(file).replace(/\..*$/, '');
  const name = stem.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  const short = name.slice(0, 64);
  return isModelName(short) ? short : 'model';
}

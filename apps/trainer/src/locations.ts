import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { TrainOptions } from './train-options.ts';

/** Where a training reads and writes. All paths are absolute. */
export interface Locations {
  readonly dataFile: string;
  readonly outputDir: string;
  readonly name: string;
}

/** What training writes into the output folder. */
export const ARTIFACTS = {
  model: 'model.forest',
  metadata: 'metadata.json',
  metrics: 'metrics.json',
} as const;

const WORKSPACE_ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const IRIS = fileURLToPath(import.meta.resolve('@lambda-forest/data/datasets/iris.csv'));

/** Resolves the paths that the options leave open. Relative ones are meant from the working directory. */
export function locate(options: TrainOptions): Locations {
  const dataFile = options.data === undefined ? IRIS : resolve(options.data);
  const name = options.name ?? nameOf(dataFile);
  const outputDir =
    options['output-dir'] === undefined
      ? join(WORKSPACE_ROOT, 'artifacts', name)
      : resolve(options['output-dir']);
  return { dataFile, outputDir, name };
}

/** `/data/House prices.csv` is called `House-prices`. */
function nameOf(file: string): string {
  const stem = basename(file).replace(/\..*$/, '');
  const name = stem.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return name.slice(0, 64) || 'model';
}

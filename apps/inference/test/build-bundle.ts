/** Builds with esbuild as `nx run inference:build` does: by the options in project.json. */
import { build } from 'esbuild';
import type { BuildOptions, Metafile } from 'esbuild';

import project from '../project.json' with { type: 'json' };

/** The workspace's folder. */
export const ROOT = new URL('../../..', import.meta.url).pathname;

const { main, bundle, minify, target, outputPath, esbuildOptions } = project.targets.build.options;

const OPTIONS: BuildOptions = {
  entryPoints: [main],
  absWorkingDir: ROOT,
  bundle,
  minify,
  target,
  platform: 'node',
  format: 'cjs',
  outdir: outputPath,
  outExtension: esbuildOptions.outExtension,
  define: esbuildOptions.define,
  legalComments: 'none',
};

/** Writes the bundle into a folder. */
export async function buildBundle(folder: string): Promise<void> {
  await build({ ...OPTIONS, outdir: folder });
}

/** What the bundle would consist of. Nothing is written. */
export async function analyseBundle(): Promise<Metafile> {
  const { metafile } = await build({ ...OPTIONS, metafile: true, write: false });
  return metafile;
}

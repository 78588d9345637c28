import { join } from 'node:path';

import type { PackageManifest } from '@lambda-forest/api/manifest';

import { PackageError } from '../errors.ts';
import { readPackage } from '../package/read-package.ts';
import type { SynthResult } from '../synth.ts';
import { ownAssembly } from './assemblies.ts';
import type { CommandContext } from './context.ts';
import { inWorkspace } from './target.ts';
import type { Target } from './target.ts';

export interface BuiltStack {
  readonly manifest: PackageManifest;
  readonly synth: SynthResult;
}

/**
 * The cloud assembly of a stage and its package. Prints the warnings.
 *
 * @param packageFolder undefined for the folder of `inference:package`
 * @param outdir where the assembly goes; default: a folder of this process
 * @throws {PackageError} if there is no package, or one of another model or version
 */
export async function buildStack(
  { config, stageName, model, modelVersion }: Target,
  packageFolder: string | undefined,
  { root, terminal }: CommandContext,
  outdir?: string,
): Promise<BuiltStack> {
  const folder = inWorkspace(root, packageFolder ?? join('dist/apps/inference-package', model));
  const { manifest, zipPath } = await readPackage(
    folder,
    modelVersion === undefined ? model : `${model}@${modelVersion}`,
  );
  if (manifest.name !== model) {
    throw new PackageError(
      `Found a package of the model ${manifest.name}, expected ${model}; choose it with --model.`,
      undefined,
      model,
    );
  }
  if (modelVersion !== undefined && manifest.version !== modelVersion) {
    throw new PackageError(
      `Found a package of ${model} ${manifest.version}, expected ${modelVersion}.`,
      undefined,
      `${model}@${modelVersion}`,
    );
  }
  // The CDK is slow to load: it is loaded once the credentials are checked, and not at all by most commands.
  const { synthesize } = await import('../synth.ts');
  const synth = await synthesize({
    ...{ config, stage: stageName, manifest, zipPath },
    outdir: outdir ?? (await ownAssembly(root)),
  });
  for (const warning of synth.warnings) terminal.say(`WARNING: ${warning}`);
  return { manifest, synth };
}

/**
 * From a configuration, a stage and a package to a cloud assembly: templates and assets in a folder, which is
 * all that a deployment needs. No credentials, no network, the same bytes every time.
 *
 * ```ts
 * const config = await loadConfig('apps/deploy/deploy.config.ts');
 * const { manifest, zipPath } = await readPackage('dist/apps/inference-package/iris');
 * const result = await synthesize({ config, stage: 'staging', manifest, zipPath, outdir: 'dist/apps/deploy/staging' });
 * ```
 */
import { randomBytes } from 'node:crypto';
import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { App, Errors, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

import { scratchFolder } from '@lambda-forest/artifacts';
import type { PackageManifest } from '@lambda-forest/api/manifest';
import { batchName } from '@lambda-forest/s3/run-request';

import cdk from '../cdk.json' with { type: 'json' };
import { BatchStack } from './batch/batch-stack.ts';
import { stageConfig } from './config/index.ts';
import type { DeployConfig, StageConfig } from './config/index.ts';
import { StackRuleError } from './errors.ts';
import { batchCode, imageCode, trainingCode, zipCode } from './package/function-code.ts';
import { InferenceStack } from './stack/inference-stack.ts';
import { stackName } from './stack/names.ts';
import { readBrokenRules } from './stack/rule-report.ts';
import { suppressedRules } from './stack/suppressed-rules.ts';
import type { SuppressedRule } from './stack/suppressed-rules.ts';
import { warnings } from './stack/warnings.ts';

const BATCH_BUNDLE = fileURLToPath(
  new URL('../../../dist/apps/batch/handler.cjs', import.meta.url),
);

const TRAINING_BUNDLE = fileURLToPath(
  new URL('../../../dist/apps/trainer/handler.cjs', import.meta.url),
);
const KERNEL = ['kernel.mjs', 'boosting.mjs'].map((name) =>
  fileURLToPath(new URL(`../../../libs/histogram/dist/${name}`, import.meta.url)),
);

export interface SynthOptions {
  readonly config: DeployConfig;
  /** A stage of the configuration. */
  readonly stage: string;
  /** What is deployed: `readPackage` gives both. */
  readonly manifest: PackageManifest;
  /** Of the `function.zip` that the manifest describes. */
  readonly zipPath: string;
  /** Where the assembly goes. Emptied first. */
  readonly outdir: string;
  /** The functions that score files. Default: what `batch:build` wrote. */
  readonly batchBundle?: string;
}

/** A stack of the cloud assembly. */
export interface SynthesizedStack {
  readonly stackName: string;
  /** Absolute path of the template, JSON. */
  readonly templatePath: string;
  /** The template as data. */
  readonly template: Template;
}

/** The service's stack, and what was made with it. */
export interface SynthResult extends SynthesizedStack {
  /** The stack beside it that scores files, if the stage has `batch`. */
  readonly batch: SynthesizedStack | undefined;
  readonly region: string;
  /** The stage's configuration, complete. */
  readonly stage: StageConfig;
  /** Absolute path of the cloud assembly's folder. */
  readonly assemblyDirectory: string;
  /** The warnings to print before this is deployed, such as that anybody may call it. Sentences. */
  readonly warnings: readonly string[];
  /** Rules of cdk-nag that are broken on purpose, each with its reason. */
  readonly suppressed: readonly SuppressedRule[];
}

/** A CloudFormation template, as far as it is looked at. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[] | string;
  readonly DeletionPolicy?: string;
  readonly UpdatePolicy?: Readonly<Record<string, unknown>>;
}

/**
 * @throws {StageNotFoundError} for a stage that is not configured
 * @throws {BundleNotFoundError} if the functions that score files are needed and not built
 * @throws {PackageTooLargeError} if the package exceeds Lambda's limit for the stage's packaging
 * @throws {StackRuleError} if the stack breaks a rule of CloudFormation, of the CDK, or of cdk-nag without a written reason
 */
export async function synthesize(options: SynthOptions): Promise<SynthResult> {
  const {
    config,
    stage: stageName,
    manifest,
    zipPath,
    outdir,
    batchBundle = BATCH_BUNDLE,
  } = options;
  const stage = stageConfig(config, stageName);
  const name = stackName({ service: config.service, model: manifest.name, stage: stageName });
  await files.rm(outdir, { recursive: true, force: true });
  const scratch = await scratchFolder(tmpdir(), files, process, randomBytes(6).toString('hex'));
  try {
    const code =
      stage.packaging === 'zip'
        ? await zipCode(zipPath)
        : await imageCode({ manifest, zipPath }, scratch);
    const app = new App({
      outdir,
      analyticsReporting: false,
      treeMetadata: false, // a description of all constructs, for tools that are not ours: a seventh of a synthesis
      context: cdk.context,
    });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
    new InferenceStack(app, { name, stage, package: { manifest, zipPath }, code });
    const { batch } = stage;
    if (batch !== undefined) {
      const trains = batch.trainingMemoryMb !== undefined;
      new BatchStack(app, {
        name: batchName(name),
        stage,
        batch,
        modelSha256: manifest.model.sha256,
        code: await batchCode(zipPath, batchBundle, scratch),
        trainingCode: trains ? await trainingCode(TRAINING_BUNDLE, KERNEL, scratch) : undefined,
      });
    }
    const assembly = app.synth();
    const broken = readBrokenRules(assembly.directory);
    if (broken.length > 0) throw new StackRuleError(broken);
    const stackOf = (stackName: string): SynthesizedStack => {
      const artifact = assembly.getStackByName(stackName);
      const templatePath = resolve(artifact.templateFullPath);
      return { stackName, templatePath, template: artifact.template as Template };
    };
    return {
      ...stackOf(name),
      batch: batch && stackOf(batchName(name)),
      region: stage.region,
      stage,
      assemblyDirectory: resolve(assembly.directory),
      warnings: warnings(stage, manifest),
      suppressed: suppressedRules(app),
    };
  } catch (error) {
    if (!Errors.isConstructError(error)) throw error;
    throw new StackRuleError([`${error.name}: ${error.message.split('\n', 1)[0]}`], error);
  } finally {
    await files.rm(scratch, { recursive: true, force: true });
  }
}

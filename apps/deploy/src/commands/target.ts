import { isAbsolute, resolve } from 'node:path';

import type { ModelReference } from '@lambda-forest/artifacts';
import { shellWord } from '@lambda-forest/text';

import type { AwsClients } from '../aws/clients.ts';
import { whoAmI } from '../aws/identity.ts';
import type { Identity } from '../aws/identity.ts';
import { loadConfig, stageConfig } from '../config/index.ts';
import type { DeployConfig, StageConfig } from '../config/index.ts';
import { DeploymentError } from '../errors.ts';
import { stackName } from '../stack/names.ts';
import { readModelId } from './read-model-id.ts';
import type { CommandContext } from './context.ts';
import { CONFIG, MODEL, requireStage } from './shared-options.ts';

/** The target of a command: one model in one stage. */
export interface Target {
  readonly config: DeployConfig;
  readonly stageName: string;
  readonly stage: StageConfig;
  /** Its name. */
  readonly model: string;
  /** The version to package; undefined for the one in the package. */
  readonly modelVersion: string | undefined;
  readonly stackName: string;
  /** Its options, for the commands that messages name: `--stage=staging`. */
  readonly words: string;
  /** The same without the model, for "bootstrap". */
  readonly stageWords: string;
}

export interface TargetOptions {
  readonly stage: string | undefined;
  readonly model: ModelReference;
  readonly config: string;
}

/**
 * Reads the configuration. Sends nothing to AWS.
 *
 * @param fallback the stage if none is named: only commands that change nothing may use the configuration's
 *   first one
 */
export async function loadTarget(
  { stage, model: reference, config: configFile }: TargetOptions,
  context: CommandContext,
  fallback: 'none' | 'first-stage' = 'none',
): Promise<Target> {
  if (fallback === 'none') requireStage(stage);
  const { name: model, version: modelVersion } =
    'path' in reference ? await readModelId(reference) : reference;
  const config = await loadConfig(inWorkspace(context.root, configFile));
  const stageName = stage ?? requireStage(Object.keys(config.stages)[0]);
  return {
    config,
    stageName,
    stage: stageConfig(config, stageName),
    model,
    modelVersion,
    stackName: stackName({ service: config.service, model, stage: stageName }),
    words: optionWords(stageName, configFile, reference),
    stageWords: optionWords(stageName, configFile),
  };
}

/** Options as they were given: a command that is printed has to mean the same model, and the same version of it. */
export function optionWords(
  stage: string,
  config: string,
  model: ModelReference = MODEL.default,
): string {
  const { name, version } = 'path' in model ? { name: model.path } : model;
  const given = version === undefined ? name : `${name}@${version}`;
  return [
    `--stage=${stage}`,
    ...(given === MODEL.default.name ? [] : [`--model=${shellWord(given)}`]),
    ...(config === CONFIG.default ? [] : [`--config=${shellWord(config)}`]),
  ].join(' ');
}

/** A target with clients of AWS and checked credentials. */
export interface ReachedTarget extends Target {
  readonly clients: AwsClients;
  readonly identity: Identity;
}

/**
 * Makes sure, before anything else, that there are credentials and that they belong to the right account.
 *
 * @throws {AWSCredentialsError}
 * @throws {DeploymentError} for credentials of another account
 */
export async function reach(target: Target, context: CommandContext): Promise<ReachedTarget> {
  const clients = context.connect(target.stage.region);
  const identity = await whoAmI(clients.sts);
  const expected = target.stage.account;
  if (expected !== undefined && expected !== identity.account) {
    throw new DeploymentError(
      `Found credentials of the account ${identity.account}, expected ${expected} for the stage ${target.stageName}.`,
      'Choose the right ones with AWS_PROFILE.',
    );
  }
  context.terminal.say(
    `Account ${identity.account}, region ${target.stage.region}, as ${identity.arn}`,
  );
  return { ...target, clients, identity };
}

/** A path from an option: relative ones start from the workspace's folder. */
export function inWorkspace(root: string, path: string): string {
  return isAbsolute(path) ? path : resolve(root, path);
}

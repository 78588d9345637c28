import type { LambdaClient } from '@aws-sdk/client-lambda';
import { JSON_OUTPUT, flag, integer } from '@lambda-forest/cli';
import { defined } from '@lambda-forest/text';

import type { DeployedStack } from '../aws/deployed-stack.ts';
import { requireConcurrency } from '../aws/require-concurrency.ts';
import { settledStack } from '../aws/settled-stack.ts';
import type { StackDifference } from '../aws/stack-difference.ts';
import { createToolkit } from '../aws/toolkit.ts';
import { readAlias } from '../aws/versions.ts';
import type { Alias } from '../aws/versions.ts';
import { DeploymentError } from '../errors.ts';
import { OUTPUTS } from '../stack/outputs.ts';
import { curlCommand, curlNeeds } from '../smoke/curl.ts';
import type { SmokeReport } from '../smoke/smoke-test.ts';
import { requireBootstrap } from './bootstrap.ts';
import { buildStack } from './build-stack.ts';
import type { BuiltStack } from './build-stack.ts';
import { checkService } from './check-service.ts';
import { definePackagingCommand } from './command.ts';
import { compare, compareBatch } from './compare.ts';
import { confirm } from './confirm.ts';
import type { CommandContext } from './context.ts';
import { dryRun } from './dry-run.ts';
import { requireDocker } from './require-docker.ts';
import { requireModel } from './require-model.ts';
import { readBatch } from './read-batch.ts';
import { readService } from './service.ts';
import type { Service } from './service.ts';
import { PACKAGED_TARGET, YES } from './shared-options.ts';
import { showDifferences } from './show-difference.ts';
import { takeBack } from './take-back.ts';
import { loadTarget, reach } from './target.ts';
import type { ReachedTarget, Target, TargetOptions } from './target.ts';

export const deployCommand = definePackagingCommand({
  whenStopped:
    'If CloudFormation has begun, it goes on without this program; the same command waits for it and goes on.',
  options: {
    ...PACKAGED_TARGET,
    'dry-run': {
      kind: flag,
      description:
        'Only show what would be deployed and what it costs; needs no credentials. Without --stage: for the first stage of the configuration.',
    },
    'requests-per-month': {
      kind: integer(0, 10_000_000_000),
      description: 'Number of predictions in the estimate of --dry-run.',
      default: 1_000_000,
    },
    'rollback-on-failure': {
      kind: flag,
      description:
        'If the smoke test fails, roll the alias back to the version that was live before.',
    },
    yes: YES,
    json: JSON_OUTPUT,
  },
  async preflight(options, context) {
    const target = await loadDeployment(options, context);
    await requireModel(target, options.model, options.package, context);
    if (options['dry-run'] === true) return;
    await reach(target, context);
    await requireDocker(target, context);
  },
  async run(options, context) {
    const target = await loadDeployment(options, context);
    if (options['dry-run'] === true) {
      const { json, package: folder, 'requests-per-month': requestsPerMonth } = options;
      await dryRun(target, { folder, requestsPerMonth, isJson: json === true }, context);
      return;
    }
    const isYes = options.yes === true;
    const reached = await reach(target, context);
    await requireBootstrap(reached, context, isYes);
    const { clients, stackName, stage } = reached;
    await requireConcurrency(clients.lambda, stackName, stage);
    const built = await buildStack(reached, options.package, context);
    const before = await change(reached, built, isYes, context);
    const service = await readService(reached, context);
    const alias = await requireLive(reached, service);
    const report = await checkService(
      { ...service, region: reached.stage.region, isFresh: true },
      context,
      `Go back with "npx lambda-forest rollback ${reached.words}".`,
    ).catch((error: unknown) =>
      options['rollback-on-failure'] === true
        ? takeBack({ target: reached, service, alias, before }, error, context)
        : Promise.reject(error as Error),
    );
    printResult(reached, built, service, report, context);
    const batch = await readBatch(reached);
    if (batch !== undefined) {
      context.terminal.say('', `Scoring   ${batch.stateMachineArn}`);
      context.terminal.say(`Files     from ${batch.input} to ${batch.output}`);
    }
    if (options.json === true) {
      context.terminal.document({
        ...deploymentJson(built, service, report),
        ...defined({ batch }),
      });
    }
  },
});

/** A dry run changes nothing, so it may choose a stage itself. */
function loadDeployment(
  options: TargetOptions & { readonly 'dry-run': boolean | undefined },
  context: CommandContext,
): Promise<Target> {
  return loadTarget(options, context, options['dry-run'] === true ? 'first-stage' : 'none');
}

/**
 * Changes the stack, after a person has seen the changed permissions and has agreed.
 *
 * @returns the version that was live before; undefined if there was none
 */
async function change(
  target: ReachedTarget,
  { synth }: BuiltStack,
  isYes: boolean,
  context: CommandContext,
): Promise<number | undefined> {
  const { clients, stackName, stage } = target;
  const { terminal } = context;
  const stack = await settledStack(clients.cloudFormation, stackName, context, terminal.say);
  if (synth.batch !== undefined) {
    await settledStack(clients.cloudFormation, synth.batch.stackName, context, terminal.say);
  }
  const difference = await compare(target, synth, terminal.columns, stack);
  refuseImpossible(difference, target);
  const batch = await compareBatch(target, synth, terminal.columns);
  showDifferences(difference, batch, terminal);
  const changesIam = difference.changesIam || batch?.difference.changesIam === true;
  if (changesIam || difference.openings.length > 0) {
    await confirm(
      `Deploy ${stackName} to ${stage.region} with these permissions?`,
      isYes,
      terminal,
    );
  }
  const before = await liveVersion(clients.lambda, stack);
  terminal.say('', `Deploying ${stackName}`);
  const toolkit = createToolkit(await context.loadToolkit(), terminal);
  await toolkit.deploy(synth.assemblyDirectory);
  return before;
}

/** Refuses changes that CloudFormation would refuse halfway. */
function refuseImpossible({ impossible }: StackDifference, { words }: ReachedTarget): void {
  if (impossible.length === 0) return;
  throw new DeploymentError(
    `Found a change that is impossible while the stage exists: ${impossible.join(' ')}`,
    `Undo it in the configuration (packaging, for a function), or remove the stage with "npx lambda-forest destroy ${words}" and deploy it again.`,
  );
}

/** The version that requests go to, if the stack has the outputs to find it. */
async function liveVersion(
  lambda: LambdaClient,
  stack: DeployedStack | undefined,
): Promise<number | undefined> {
  const functionName = stack?.outputs[OUTPUTS.functionName];
  const aliasName = stack?.outputs[OUTPUTS.aliasName];
  if (functionName === undefined || aliasName === undefined) return undefined;
  return (await readAlias(lambda, functionName, aliasName)).version;
}

/** If the template is the same, CloudFormation changes nothing, even if the alias was rolled back since. */
async function requireLive({ clients, words }: ReachedTarget, service: Service): Promise<Alias> {
  const alias = await readAlias(clients.lambda, service.functionName, service.aliasName);
  if (alias.version === service.version) return alias;
  throw new DeploymentError(
    `Found ${alias.name} at version ${alias.version} after the deployment, expected ${service.version}: it was rolled back.`,
    `Put it back with "npx lambda-forest rollback ${words} --to-version=${service.version}".`,
  );
}

function printResult(
  { stage }: ReachedTarget,
  { manifest }: BuiltStack,
  service: Service,
  { example }: SmokeReport,
  { terminal }: CommandContext,
): void {
  terminal.say(
    '',
    `Function  ${service.functionArn}`,
    `Alias     ${service.aliasArn}`,
    `Version   ${service.version}`,
    `Model     ${manifest.name} ${manifest.version}, SHA-256 ${service.modelSha256}`,
    `URL       ${service.url}`,
    '',
    ...curlNeeds(service.auth),
    curlCommand(service.url, service.auth, example, stage.region),
  );
}

function deploymentJson(
  { manifest, synth }: BuiltStack,
  service: Service,
  report: SmokeReport,
): object {
  return {
    stack: service.stack.arn,
    function: service.functionArn,
    alias: service.aliasArn,
    version: service.version,
    url: service.url,
    auth: service.auth,
    model: {
      name: manifest.name,
      version: manifest.version,
      sha256: service.modelSha256,
    },
    warnings: synth.warnings,
    smoke: report,
  };
}

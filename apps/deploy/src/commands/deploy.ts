import { flag, integer } from '@lambda-forest/cli';

import { settledStack } from '../aws/settled-stack.ts';
import { createToolkit } from '../aws/toolkit.ts';
import { readAlias } from '../aws/versions.ts';
import { DeploymentError } from '../errors.ts';
import { curlCommand } from '../smoke/curl.ts';
import type { SmokeReport } from '../smoke/smoke-test.ts';
import { requireBootstrap } from './bootstrap.ts';
import { buildStack } from './build-stack.ts';
import type { BuiltStack } from './build-stack.ts';
import { checkService } from './check-service.ts';
import { defineCommand } from './command.ts';
import { compare } from './compare.ts';
import { confirm } from './confirm.ts';
import type { CommandContext } from './context.ts';
import { dryRun } from './dry-run.ts';
import { readService } from './service.ts';
import type { Service } from './service.ts';
import { CONFIG, JSON_OUTPUT, MODEL, PACKAGE, STAGE, YES } from './shared-options.ts';
import { showDifference } from './show-difference.ts';
import { loadTarget, reach } from './target.ts';
import type { ReachedTarget } from './target.ts';

export const deployCommand = defineCommand({
  name: 'deploy',
  calledAs: 'nx run inference:deploy',
  summary: 'Deploys the packaged service to a stage and tests it there.',
  whenStopped:
    'What CloudFormation has begun goes on without this program; the same command waits for it and goes on.',
  options: {
    stage: STAGE,
    'dry-run': {
      kind: flag,
      description: 'Only say what would be deployed and what it costs; needs no credentials.',
    },
    'requests-per-month': {
      kind: integer(0, 10_000_000_000),
      description: 'How many predictions the estimate of --dry-run is for.',
      default: 1_000_000,
    },
    model: MODEL,
    package: PACKAGE,
    config: CONFIG,
    yes: YES,
    json: JSON_OUTPUT,
  },
  async run(options, context) {
    const target = await loadTarget(options, context);
    if (options['dry-run'] === true) {
      const { json, package: folder, 'requests-per-month': requestsPerMonth } = options;
      await dryRun(target, { folder, requestsPerMonth, isJson: json === true }, context);
      return;
    }
    const isYes = options.yes === true;
    const reached = await reach(target, context);
    await requireBootstrap(reached, context, isYes);
    const built = await buildStack(reached, options.package, context);
    await change(reached, built, isYes, context);
    const service = await readService(reached, context);
    await requireLive(reached, service);
    const report = await checkService(
      { ...service, region: reached.stage.region },
      context,
      `Go back with "npx nx run inference:rollback --stage=${reached.stageName}".`,
    );
    tell(reached, built, service, report, context);
    if (options.json === true) {
      context.terminal.document(deploymentJson(built, service, report));
    }
  },
});

/** Changes the stack, after a person has seen what that means for permissions and has agreed. */
async function change(
  target: ReachedTarget,
  { synth }: BuiltStack,
  isYes: boolean,
  context: CommandContext,
): Promise<void> {
  const { clients, stackName, stage } = target;
  const { terminal } = context;
  const stack = await settledStack(clients.cloudFormation, stackName, context, terminal.say);
  const difference = await compare(target, synth, stack);
  showDifference(difference, terminal);
  if (difference.changesIam || difference.openings.length > 0) {
    await confirm(
      `Deploy ${stackName} to ${stage.region} with these permissions?`,
      isYes,
      terminal,
    );
  }
  terminal.say('', `Deploying ${stackName}`);
  const toolkit = await createToolkit(terminal);
  await toolkit.deploy(synth.assemblyDirectory);
}

/** CloudFormation changes nothing where the template is the same, also if the alias was taken back since. */
async function requireLive({ clients }: ReachedTarget, service: Service): Promise<void> {
  const alias = await readAlias(clients.lambda, service.functionName, service.aliasName);
  if (alias.version === service.version) return;
  throw new DeploymentError(
    `Found ${alias.name} at version ${alias.version} after the deployment, expected ${service.version}: it was rolled back.`,
    `Put it back with "npx nx run inference:rollback --to-version=${service.version}".`,
  );
}

function tell(
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

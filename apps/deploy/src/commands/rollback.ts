import { integer, JSON_OUTPUT } from '@lambda-forest/cli';
import { defined } from '@lambda-forest/text';

import { cancelUpdate } from '../aws/cancel-update.ts';
import { chooseVersion } from '../aws/choose-version.ts';
import { readStack } from '../aws/deployed-stack.ts';
import { moveAlias } from '../aws/move-alias.ts';
import { settledStack } from '../aws/settled-stack.ts';
import { listVersions, readAlias } from '../aws/versions.ts';
import { DeploymentError } from '../errors.ts';
import { checkService } from './check-service.ts';
import { defineCommand } from './command.ts';
import { confirm } from './confirm.ts';
import type { CommandContext } from './context.ts';
import { readService } from './service.ts';
import type { Service } from './service.ts';
import { CONFIG, MODEL, STAGE, YES } from './shared-options.ts';
import { loadTarget, reach } from './target.ts';
import type { ReachedTarget } from './target.ts';

export const rollbackCommand = defineCommand({
  notes: [
    'A deployment in progress is stopped instead: CloudFormation restores the version that was live before.',
  ],
  options: {
    stage: STAGE,
    'to-version': {
      kind: integer(1, 999_999_999),
      description: 'The version to go to; a newer one than the live one is allowed.',
      defaultText: 'the newest one before the live one that was not rolled back itself',
    },
    model: MODEL,
    config: CONFIG,
    yes: YES,
    json: JSON_OUTPUT,
  },
  async run(options, context) {
    const target = await reach(await loadTarget(options, context), context);
    const to = options['to-version'];
    const isYes = options.yes === true;
    const { status } = await readStack(target.clients.cloudFormation, target);
    const moved =
      status === 'UPDATE_IN_PROGRESS'
        ? await stopDeployment(target, context, to, isYes)
        : await goBack(target, context, to, isYes);
    const { service, from, version, modelSha256 } = moved;
    const report = await checkService(
      {
        ...service,
        region: target.stage.region,
        isFresh: true,
        ...defined({ modelSha256 }),
      },
      context,
      `Choose another version with --to-version; "npx lambda-forest versions ${target.words}" lists them.`,
    );
    context.terminal.say('', `${service.aliasName} is at version ${version}.`);
    if (options.json === true) {
      context.terminal.document({
        alias: service.aliasArn,
        from,
        version,
        modelSha256: modelSha256 ?? null,
        url: service.url,
        smoke: report,
      });
    }
  },
});

interface Moved {
  readonly service: Service;
  readonly from: number;
  readonly version: number;
  readonly modelSha256: string | undefined;
}

async function goBack(
  target: ReachedTarget,
  context: CommandContext,
  to: number | undefined,
  isYes: boolean,
): Promise<Moved> {
  const { lambda } = target.clients;
  const service = await readService(target, context);
  const alias = await readAlias(lambda, service.functionName, service.aliasName);
  const versions = await listVersions(lambda, service.functionName);
  const chosen = chooseVersion(versions, alias, to, target.words);
  await confirm(
    `Move ${alias.name} of ${target.stackName} from version ${alias.version} to ${chosen.version}?`,
    isYes,
    context.terminal,
  );
  await moveAlias(lambda, service.functionName, alias, chosen.version);
  const { version, modelSha256 } = chosen;
  return { service, from: alias.version, version, modelSha256 };
}

/** During a canary, CloudFormation and CodeDeploy control the alias. */
async function stopDeployment(
  target: ReachedTarget,
  context: CommandContext,
  to: number | undefined,
  isYes: boolean,
): Promise<Moved> {
  const { cloudFormation, lambda } = target.clients;
  if (to !== undefined) {
    throw new DeploymentError(
      `Found a deployment of ${target.stackName} in progress, expected none with --to-version.`,
      `Stop it with "npx lambda-forest rollback ${target.words}" without --to-version first.`,
    );
  }
  await confirm(
    `Stop the deployment of ${target.stackName} that is in progress?`,
    isYes,
    context.terminal,
  );
  const { version: tried } = await readService(target, context);
  await cancelUpdate(cloudFormation, target.stackName);
  const stack = await settledStack(cloudFormation, target.stackName, context, context.terminal.say);
  if (stack?.status !== 'UPDATE_ROLLBACK_COMPLETE') {
    throw new DeploymentError(
      `Found the stack ${target.stackName} in ${stack?.status ?? 'nothing'}, expected UPDATE_ROLLBACK_COMPLETE.`,
      'Look at its events in the console.',
    );
  }
  const service = await readService(target, context);
  const alias = await readAlias(lambda, service.functionName, service.aliasName);
  const versions = await listVersions(lambda, service.functionName);
  const live = versions.find(({ version }) => version === alias.version);
  return { service, from: tried, version: alias.version, modelSha256: live?.modelSha256 };
}

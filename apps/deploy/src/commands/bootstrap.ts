import { bootstrapVersion, MIN_BOOTSTRAP_VERSION, notBootstrapped } from '../aws/bootstrap.ts';
import { createToolkit } from '../aws/toolkit.ts';
import { defineCommand } from './command.ts';
import { confirm } from './confirm.ts';
import type { CommandContext } from './context.ts';
import { CONFIG, MODEL, STAGE, YES } from './shared-options.ts';
import { loadTarget, reach } from './target.ts';
import type { ReachedTarget } from './target.ts';

export const bootstrapCommand = defineCommand({
  options: { stage: STAGE, config: CONFIG, yes: YES },
  async run(options, context) {
    const target = await reach(
      await loadTarget({ ...options, model: MODEL.default }, context),
      context,
    );
    await bootstrap(target, context, options.yes === true);
  },
});

/**
 * Makes sure that the account is bootstrapped. On a terminal it offers to do it; otherwise the error names the command.
 *
 * @throws {DeploymentError}
 */
export async function requireBootstrap(
  target: ReachedTarget,
  context: CommandContext,
  isYes: boolean,
): Promise<void> {
  const version = await bootstrapVersion(target.clients);
  if (version !== undefined && version >= MIN_BOOTSTRAP_VERSION) return;
  const { stageWords, identity, stage } = target;
  const problem = notBootstrapped(stageWords, identity.account, stage.region, version);
  if (isYes || !context.terminal.isInteractive) throw problem;
  context.terminal.say(problem.message);
  await bootstrap(target, context, false);
}

async function bootstrap(
  { identity, stage }: ReachedTarget,
  { terminal, loadToolkit }: CommandContext,
  isYes: boolean,
): Promise<void> {
  await confirm(
    `Create the stack CDKToolkit in account ${identity.account}, region ${stage.region}? It has a bucket and five roles, of which CloudFormation's has all permissions.`,
    isYes,
    terminal,
  );
  const toolkit = createToolkit(await loadToolkit(), terminal);
  await toolkit.bootstrap(identity.account, stage.region);
  terminal.say(`Ready: account ${identity.account}, region ${stage.region}.`);
}

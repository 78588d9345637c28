import { text } from '@lambda-forest/cli';

import { readStack } from '../aws/deployed-stack.ts';
import { createToolkit } from '../aws/toolkit.ts';
import { buildStack } from './build-stack.ts';
import { defineCommand } from './command.ts';
import { confirmWord } from './confirm.ts';
import { PACKAGED_TARGET } from './shared-options.ts';
import { loadTarget, reach } from './target.ts';

export const destroyCommand = defineCommand({
  name: 'destroy',
  calledAs: 'nx run deploy:destroy',
  summary: 'Removes a stage: the API, the function and its alarms.',
  notes: ['Logs stay where the configuration says removal: "retain".'],
  whenStopped:
    'If CloudFormation has begun, it goes on without this program; the same command waits for it.',
  options: {
    ...PACKAGED_TARGET,
    confirm: {
      kind: text('STAGE', /^.{1,40}$/, "the stage's name"),
      description: "The stage's name once more, instead of writing it when asked.",
    },
  },
  preflight: async (options, context) => reach(await loadTarget(options, context), context),
  async run(options, context) {
    const { terminal } = context;
    const target = await reach(await loadTarget(options, context), context);
    const { stageName, stackName } = target;
    await readStack(target.clients.cloudFormation, stackName, stageName);
    await confirmWord(
      `${stackName} will be removed and nobody can ask it any more.`,
      stageName,
      options.confirm,
      terminal,
    );
    const { synth } = await buildStack(target, options.package, context);
    const toolkit = await createToolkit(terminal);
    await toolkit.destroy(synth.assemblyDirectory);
    terminal.say(`${stackName} is removed.`);
  },
});

import { text } from '@lambda-forest/cli';
import { batchName } from '@lambda-forest/s3/run-request';
import { enumerate } from '@lambda-forest/text';

import { findStack, readStack } from '../aws/deployed-stack.ts';
import { createToolkit } from '../aws/toolkit.ts';
import { ownAssembly } from './assemblies.ts';
import { defineCommand } from './command.ts';
import { confirmWord } from './confirm.ts';
import { CONFIG, MODEL, STAGE } from './shared-options.ts';
import { loadTarget, reach } from './target.ts';

export const destroyCommand = defineCommand({
  notes: [
    'Logs are kept if the configuration has removal: "retain".',
    'Of a stage that scores files, the bucket for temporary data is kept; what is in it expires in 14 days.',
  ],
  whenStopped:
    'If CloudFormation has begun, it goes on without this program; the same command waits for it.',
  options: {
    stage: STAGE,
    model: MODEL,
    config: CONFIG,
    confirm: {
      kind: text('STAGE', /^.{1,40}$/, "the stage's name"),
      description: "The stage's name once more, instead of typing it when asked.",
    },
  },
  async run(options, context) {
    const { root, terminal, loadToolkit } = context;
    const target = await reach(await loadTarget(options, context), context);
    const { stage, stageName, stackName } = target;
    const { cloudFormation } = target.clients;
    const batch = await findStack(cloudFormation, batchName(stackName));
    // Where removing both ended in between, one of them is left.
    if (batch === undefined) await readStack(cloudFormation, target);
    const stacks = [...(batch === undefined ? [] : [batch.name]), stackName];
    await confirmWord(
      `${enumerate(stacks)} will be removed, and the API will stop answering.`,
      stageName,
      options.confirm,
      terminal,
    );
    const { removalAssembly } = await import('../stack/removal.ts'); // the CDK is slow to load
    const toolkit = createToolkit(await loadToolkit(), terminal);
    await toolkit.destroy(removalAssembly(stacks, stage, await ownAssembly(root)));
    for (const stack of stacks) terminal.say(`${stack} is removed.`);
  },
});

import { JSON_OUTPUT } from '@lambda-forest/cli';
import { defined } from '@lambda-forest/text';

import { buildStack } from './build-stack.ts';
import { definePackagingCommand } from './command.ts';
import { compare, compareBatch } from './compare.ts';
import { requireModel } from './require-model.ts';
import { PACKAGED_TARGET } from './shared-options.ts';
import { showDifferences } from './show-difference.ts';
import { loadTarget, reach } from './target.ts';

export const diffCommand = definePackagingCommand({
  options: { ...PACKAGED_TARGET, json: JSON_OUTPUT },
  async preflight(options, context) {
    const target = await loadTarget(options, context);
    await requireModel(target, options.model, options.package, context);
    await reach(target, context);
  },
  async run(options, context) {
    const target = await reach(await loadTarget(options, context), context);
    const { synth } = await buildStack(target, options.package, context);
    const difference = await compare(target, synth, context.terminal.columns);
    const batch = await compareBatch(target, synth, context.terminal.columns);
    showDifferences(difference, batch, context.terminal);
    if (options.json === true) context.terminal.document({ ...difference, ...defined({ batch }) });
  },
});

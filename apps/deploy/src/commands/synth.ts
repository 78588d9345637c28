import { JSON_OUTPUT } from '@lambda-forest/cli';
import { defined } from '@lambda-forest/text';
import { keptAssembly } from './assemblies.ts';
import { buildStack } from './build-stack.ts';
import { definePackagingCommand } from './command.ts';
import { requireModel } from './require-model.ts';
import { PACKAGED_TARGET } from './shared-options.ts';
import { loadTarget } from './target.ts';

export const synthCommand = definePackagingCommand({
  options: { ...PACKAGED_TARGET, json: JSON_OUTPUT },
  async preflight(options, context) {
    await requireModel(await loadTarget(options, context), options.model, options.package, context);
  },
  async run(options, context) {
    const { root, terminal } = context;
    const target = await loadTarget(options, context);
    const folder = keptAssembly(root, target.stackName);
    const { synth } = await buildStack(target, options.package, context, folder);
    terminal.say(
      `Template  ${synth.templatePath}`,
      ...(synth.batch === undefined ? [] : [`Batch     ${synth.batch.templatePath}`]),
      `Resources ${Object.keys(synth.template.Resources).length}`,
      `Rules     broken for a written reason: ${synth.suppressed.length}`,
      ...synth.suppressed.flatMap(({ rule, place, reason }) => [
        `  ${rule} at ${place}`,
        `    ${reason}`,
      ]),
    );
    if (options.json === true) {
      terminal.document({
        stack: synth.stackName,
        region: synth.region,
        assembly: synth.assemblyDirectory,
        template: synth.templatePath,
        ...defined({ batch: synth.batch?.templatePath }),
        warnings: synth.warnings,
        suppressed: synth.suppressed,
      });
    }
  },
});

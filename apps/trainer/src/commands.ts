import { command } from './command.ts';
import type { Command } from './command.ts';
import { jsonText } from './console-output.ts';
import { planTraining } from './plan.ts';
import { runTrain } from './train-command.ts';
import { PLAN_HELP, TRAIN_HELP } from './train-help.ts';
import { TRAIN_OPTIONS } from './train-options.ts';

/** Every command of the trainer by its name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  train: command(TRAIN_HELP, TRAIN_OPTIONS, (options, cancellation) =>
    runTrain(options, cancellation()),
  ),
  plan: command(PLAN_HELP, TRAIN_OPTIONS, async (options) => {
    process.stdout.write(jsonText(await planTraining(options)));
  }),
};

/** What is run where the first word is an option. */
export const DEFAULT_COMMAND = 'train';

import { command } from './command.ts';
import type { Command } from './command.ts';
import { COMPARE_HELP, COMPARE_OPTIONS } from './compare/compare-options.ts';
import { jsonText } from './output/console-output.ts';
import { runInspect } from './inspect/inspect-command.ts';
import { INSPECT_HELP, INSPECT_OPTIONS } from './inspect/inspect-options.ts';
import { EVALUATE_HELP, EVALUATE_OPTIONS } from './evaluate/evaluate-options.ts';
import { planTraining } from './train/plan.ts';
import { PREDICT_HELP, PREDICT_OPTIONS } from './predict/predict-options.ts';
import { runTrain } from './train/train-command.ts';
import { PLAN_HELP, TRAIN_HELP } from './train/train-help.ts';
import { TRAIN_OPTIONS } from './train/train-options.ts';

/** Every command of the trainer by its name. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  train: command(TRAIN_HELP, TRAIN_OPTIONS, (options, cancellation) =>
    runTrain(options, cancellation()),
  ),
  inspect: command(INSPECT_HELP, INSPECT_OPTIONS, (options) => runInspect(options)),
  // What a command needs is loaded when it is run: a program that starts quickly is pleasant to use.
  evaluate: command(EVALUATE_HELP, EVALUATE_OPTIONS, async (options) => {
    const { runEvaluate } = await import('./evaluate/evaluate-command.ts');
    await runEvaluate(options);
  }),
  compare: command(
    COMPARE_HELP,
    COMPARE_OPTIONS,
    async (options) => {
      const { runCompare } = await import('./compare/compare-command.ts');
      await runCompare(options);
    },
    ['first', 'second'],
  ),
  predict: command(PREDICT_HELP, PREDICT_OPTIONS, async (options, cancellation) => {
    const { runPredict } = await import('./predict/predict-command.ts');
    await runPredict(options, cancellation());
  }),
  plan: command(PLAN_HELP, TRAIN_OPTIONS, async (options) => {
    process.stdout.write(jsonText(await planTraining(options)));
  }),
};

/** What is run where the first word is an option. */
export const DEFAULT_COMMAND = 'train';

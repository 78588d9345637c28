import type { CommandTable } from '@lambda-forest/cli';
import { COMMANDS as DEPLOY } from '@lambda-forest/deploy/commands';
import { COMMANDS as INFERENCE } from '@lambda-forest/inference/commands';
import { scoreEntry, COMMANDS as TRAINER, trainEntry } from '@lambda-forest/trainer/commands';

/** Every command of the three apps. The trainer trains and scores on the stages of the deployment. */
export const COMMANDS: CommandTable = {
  ...TRAINER,
  ...INFERENCE,
  ...DEPLOY,
  train: trainEntry(async (options, shell) =>
    (await import('@lambda-forest/deploy/training')).loadTrainingStage(options, shell),
  ),
  score: scoreEntry(async (options, shell) =>
    (await import('@lambda-forest/deploy/scoring')).loadScoringStage(options, shell),
  ),
};

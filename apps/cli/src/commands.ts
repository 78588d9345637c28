import type { CommandTable } from '@lambda-forest/cli';
import { COMMANDS as DEPLOY } from '@lambda-forest/deploy/commands';
import { COMMANDS as INFERENCE } from '@lambda-forest/inference/commands';
import { scoreEntry, COMMANDS as TRAINER } from '@lambda-forest/trainer/commands';

/** Every command of the three apps. The trainer scores on the stages of the deployment. */
export const COMMANDS: CommandTable = {
  ...TRAINER,
  ...INFERENCE,
  ...DEPLOY,
  score: scoreEntry(async (options, shell) =>
    (await import('@lambda-forest/deploy/scoring')).loadScoringStage(options, shell),
  ),
};

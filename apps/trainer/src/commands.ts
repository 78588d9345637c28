import type { CommandEntry, CommandTable } from '@lambda-forest/cli';

import type { LoadScoringStage } from './score/load-scoring-stage.ts';
import type { LoadTrainingStage } from './train/aws/load-training-stage.ts';

/** Every command of the trainer by its name. */
export const COMMANDS: CommandTable = {
  train: trainEntry(),
  import: {
    summary:
      'Takes over a model of XGBoost, LightGBM, CatBoost, scikit-learn, YDF or ONNX; no Python is needed.',
    load: async () => (await import('./import/import-options.ts')).importCommand,
  },
  export: {
    summary: 'Writes a model as ONNX, for other runtimes.',
    load: async () => (await import('./export/export-options.ts')).exportCommand,
  },
  inspect: {
    summary: 'Shows what a table holds before anything is learned from it, and what looks wrong.',
    load: async () => (await import('./inspect/inspect-options.ts')).inspectCommand,
  },
  predict: {
    summary:
      'Scores the rows of a file with a saved model, in little memory however many there are.',
    load: async () => (await import('./predict/predict-options.ts')).predictCommand,
  },
  score: scoreEntry(),
  evaluate: {
    summary: 'Measures a saved model on a table with its target.',
    load: async () => (await import('./evaluate/evaluate-options.ts')).evaluateCommand,
  },
  compare: {
    summary: 'Shows two models side by side: metrics with a paired test, options and schema.',
    load: async () => (await import('./compare/compare-options.ts')).compareCommand,
  },
};

/** The command `train`, which can also train on a stage if it knows how these are found. */
export function trainEntry(loadStage?: LoadTrainingStage): CommandEntry {
  return {
    summary:
      'Trains a random forest or boosted trees on a table, evaluates the model and saves it as one file.',
    load: async () => (await import('./train/train-options.ts')).trainCommand(loadStage),
  };
}

/** The command `score`, which can also score on a stage if it knows how these are found. */
export function scoreEntry(loadStage?: LoadScoringStage): CommandEntry {
  return {
    summary:
      'Scores many or large files in pieces, by several processes or on AWS; can be taken up again.',
    load: async () => (await import('./score/score-options.ts')).scoreCommand(loadStage),
  };
}

import { choice, JSON_OUTPUT, path, text } from '@lambda-forest/cli';
import type { OptionTable, OptionValues } from '@lambda-forest/cli';

import { DATA_OPTIONS, names, READING_OPTIONS } from '../options/data-options.ts';
import { PLACE_OPTIONS } from '../train/options/place-options.ts';
import { trainerCommand } from '../trainer-command.ts';

export const IMPORT_OPTIONS = {
  from: {
    kind: { ...path('FILE'), expects: 'the path of a file or folder' },
    description:
      "The model: XGBoost's JSON or UBJ (versions 1.0 to 3.4), LightGBM's text (versions 2.1 to 4), CatBoost's JSON, scikit-learn's forests, boosted trees and pipelines from a file of pickle, joblib or skops, which is read as data, trees in ONNX, or a folder of YDF.",
  },
  name: { ...PLACE_OPTIONS.name, defaultText: "the file's name without its ending" },
  'model-version': PLACE_OPTIONS['model-version'],
  'output-dir': PLACE_OPTIONS['output-dir'],
  target: {
    kind: text('NAME', /^[^\0]+$/, 'a name'),
    description: 'What the model predicts.',
    defaultText: 'that of --schema, or target',
  },
  classes: {
    kind: names,
    description: 'Names of the classes, in the order in which training numbered them.',
    defaultText: 'those of the file or of --schema, or their numbers: 0,1,...',
  },
  columns: {
    kind: names,
    description: 'Names of the features, in their order, for a file that has none.',
    defaultText:
      'those of the file, or the columns of --schema, or of --data, but for the target, or f0,f1,...',
  },
  data: {
    kind: path('FILE'),
    description:
      'A table of rows with their target, from which the schema gets ranges, counts and examples, and on which the model is measured: take rows that it was not trained on. The report is written beside the model.',
    defaultText:
      'none: ranges are those of --schema, or of the thresholds that the trees compare with',
  },
  schema: {
    kind: path('FILE'),
    description:
      'A JSON file that says what the training table was like, as inspect --json prints it: names, classes, ranges and counts for what the model does not say.',
    defaultText: 'none',
  },
  'missing-values': DATA_OPTIONS['missing-values'],
  ...READING_OPTIONS,
  rounds: {
    kind: choice('all', 'best'),
    description:
      "Trees that answer, for training that stopped early: all, as XGBoost's Booster.predict takes, or those up to the best iteration, as XGBClassifier and XGBRegressor do.",
    defaultText: 'none, such a file is refused',
  },
  check: {
    kind: path('FILE'),
    description:
      "What the library itself predicts for the rows of --data: a number, or one for each class, or the class, in each row of a table of any format that --data may have, with or without a header, or of a .npy or .npz file. Nothing is written if the imported model's predictions differ.",
    defaultText: 'none',
  },
  json: JSON_OUTPUT,
} as const satisfies OptionTable;

export type ImportOptions = OptionValues<typeof IMPORT_OPTIONS>;

export const importCommand = trainerCommand({
  options: IMPORT_OPTIONS,
  notes: [
    'No Python is needed, and no code in the file is run. docs/import.md says what is read, and how exactly.',
    '',
    'Examples:',
    '  npx lambda-forest import --from=model.json --name=churn',
    '  npx lambda-forest import --from=model.txt --classes=no,yes --target=churn --data=sample.csv',
    '  npx lambda-forest import --from=model.ubj --data=sample.csv --check=predictions.csv',
    '',
    'Exit codes: 0 done, 1 defect, 2 wrong options or no such file, 3 a model or data that cannot be used, 4 predictions that differ.',
  ],
  load: async () => (await import('./import-command.ts')).runImport,
});

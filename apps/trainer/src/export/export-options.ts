import { choice, path } from '@lambda-forest/cli';
import type { OptionTable, OptionValues } from '@lambda-forest/cli';

import { MODEL_OPTIONS } from '../models/model-options.ts';
import { trainerCommand } from '../trainer-command.ts';

export const EXPORT_OPTIONS = {
  ...MODEL_OPTIONS,
  to: { kind: choice('onnx'), description: 'The format.', default: 'onnx' },
  opset: {
    kind: choice('15', '21'),
    description:
      'Operators of ONNX. With 21 (ai.onnx.ml 5, for onnxruntime 1.24 and newer) all is float64; with 15 (ai.onnx.ml 3, also for older ones) the sum of the trees is a float32.',
    default: '21',
  },
  output: {
    kind: path('FILE'),
    description: 'File to write.',
    defaultText: "the model's name and .onnx, in this folder",
  },
} as const satisfies OptionTable;

export type ExportOptions = OptionValues<typeof EXPORT_OPTIONS>;

export const exportCommand = trainerCommand({
  options: EXPORT_OPTIONS,
  notes: [
    'The graph takes the columns of the table, one input for each, and answers as the model does. docs/import.md says how exactly.',
    '',
    'Examples:',
    '  npx lambda-forest export --model=houses --to=onnx --output=houses.onnx',
    '  npx lambda-forest export --model=houses@1.0.0 --opset=15',
    '',
    'Exit codes: 0 done, 1 defect, 2 wrong options or no such model, 3 a model that the format cannot say.',
  ],
  load: async () => (await import('./export-command.ts')).runExport,
});

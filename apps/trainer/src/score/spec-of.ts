import type { RunSpec } from '@lambda-forest/scale';
import { modelSha256 } from '@lambda-forest/serializer';

import type { LoadedModel } from '../models/load-model.ts';
import { textChoice } from '../reading/scan-file.ts';
import type { ScoreOptions } from './score-options.ts';

const BYTES_PER_MEBIBYTE = 2 ** 20;

/** @param input where the files are, the same whenever the run is taken up again */
export function specOf(options: ScoreOptions, model: LoadedModel, input: string): RunSpec {
  const { probabilities, intervals, 'safe-csv': safeCsv, 'out-format': format, keep } = options;
  const { name, version } = model.provenance;
  return {
    model: { name, version, sha256: modelSha256(model.bytes) },
    options: {
      answers: { format, probabilities, intervals, safeCsv },
      keep,
      choice: textChoice(options),
    },
    input,
    pieceBytes: options['piece-mb'] * BYTES_PER_MEBIBYTE,
  };
}

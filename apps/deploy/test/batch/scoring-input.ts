/** What a run that scores is started with in tests, and its model. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { sha256 } from '../fixture.ts';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
export const MODEL = join(ROOT, 'libs/serializer/golden/v1/regression.forest');

export const OTHER_MODEL = join(ROOT, 'libs/serializer/golden/v1/categorical.forest');

export const INPUT = {
  spec: {
    model: { name: 'regression', version: '1', sha256: sha256(readFileSync(MODEL)) },
    options: { answers: { format: 'csv', probabilities: true }, keep: ['id'], choice: {} },
    input: 's3://inputs/new/',
    pieceBytes: 1_000,
  },
  output: 's3://outputs/scored/',
  isResumed: false,
};

import { LambdaForestError, printable } from '@lambda-forest/errors';

import { MODEL_NAME_EXPECTS } from './model-name.ts';

/** Thrown for a text that names no model: not `<name>` or `<name>@<version>`. */
export class ModelReferenceError extends LambdaForestError {
  constructor(found: string) {
    super(
      'MODEL_REFERENCE',
      `Found the model ${printable(JSON.stringify(found.slice(0, 150)))}, expected NAME or NAME@VERSION, each of ${MODEL_NAME_EXPECTS}.`,
      { remedy: 'The folders below artifacts/ are the names, the folders in them the versions.' },
    );
  }
}

/** Thrown for a `latest.json` that names no version: somebody else wrote or cut it. */
export class LatestVersionError extends LambdaForestError {
  constructor(cause?: unknown) {
    super(
      'LATEST_VERSION',
      'Found a latest.json that names no version, expected {"version":"..."}.',
      {
        remedy: 'Train the model again, or name the version: NAME@VERSION.',
        ...(cause === undefined ? {} : { cause }),
      },
    );
  }
}

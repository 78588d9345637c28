import { printable } from '@lambda-forest/text';

import { decodeModel } from './decode-model.ts';
import type { DecodedModel } from './decode-model.ts';
import { ModelCorruptedError } from './errors.ts';

/**
 * As `decodeModel`, of a file that a person named: the message says which one is damaged.
 *
 * @throws {ModelCorruptedError}
 * @throws {ModelVersionError}
 */
export function decodeModelFile(bytes: Uint8Array, path: string): DecodedModel {
  try {
    return decodeModel(bytes);
  } catch (error) {
    if (!(error instanceof ModelCorruptedError)) throw error;
    const problem = error.problem.replace(/^Found/, 'found');
    throw new ModelCorruptedError(`In ${printable(path)}, ${problem}`, error);
  }
}

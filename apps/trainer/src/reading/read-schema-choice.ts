import type { SchemaChoice } from '@lambda-forest/data';
import { parseSchemaChoice } from '@lambda-forest/data/schema-choice';

import { readSchemaDocument } from './read-schema-document.ts';

/**
 * What a document in JSON says that columns are.
 *
 * @throws {UsageError} if it cannot be read
 * @throws {DataValidationError} naming everything in it that is not as it should be
 */
export function readSchemaChoice(path: string): Promise<SchemaChoice> {
  return readSchemaDocument(path, parseSchemaChoice);
}

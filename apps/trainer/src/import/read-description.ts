import { parseTableDescription } from '@lambda-forest/data/table-description';
import type { TableDescription } from '@lambda-forest/data/table-description';

import { readSchemaDocument } from '../reading/read-schema-document.ts';

/**
 * What a document in JSON says of a training table.
 *
 * @throws {UsageError} if it cannot be read
 * @throws {DataValidationError} naming everything in it that is not as it should be
 */
export function readDescription(path: string): Promise<TableDescription> {
  return readSchemaDocument(path, parseTableDescription);
}

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { UsageError } from '@lambda-forest/cli';
import { countMembers, findRepeatedName, jsonFault } from '@lambda-forest/schema';
import { decodeMarked } from '@lambda-forest/table/csv';
import { quote } from '@lambda-forest/text';

import { unreadable } from './unreadable.ts';

/**
 * What a document in JSON says of a table.
 *
 * @param parse what it is to be; its second argument is what messages call the document
 * @throws {UsageError} if it cannot be read
 * @throws {DataValidationError} naming everything in it that is not as it should be
 */
export async function readSchemaDocument<T>(
  path: string,
  parse: (value: unknown, source: string) => T,
): Promise<T> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error, 'a schema in JSON');
  });
  const text = textOf(bytes, path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { found, line, column } = jsonFault(text, error);
    throw new UsageError(
      `Found ${found} in ${path}, on line ${line}, column ${column}, expected JSON.`,
      'Correct the file after --schema; "npx lambda-forest inspect --json" prints one to start from.',
    );
  }
  const twice = findRepeatedName(text, countMembers(value));
  if (twice !== undefined) {
    throw new UsageError(
      `Found the name ${quote(twice)} twice in an object of ${path}, expected distinct names.`,
      'Leave one of the two out.',
    );
  }
  return parse(value, basename(path));
}

/** With a byte order mark or Ctrl-Z, as PowerShell and programs of DOS write them. */
function textOf(bytes: Uint8Array, path: string): string {
  try {
    return decodeMarked(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const found = `Found bytes in ${path} that are not UTF-8, expected JSON.`;
    throw new UsageError(found, 'Save the file as UTF-8.');
  }
}

import { countMembers, findRepeatedName, jsonFault, parseExactJson } from '@lambda-forest/schema';
import { quote } from '@lambda-forest/text';

import { RequestError } from '../errors.ts';

/**
 * A request's JSON; numbers that float64 does not hold are the text of their digits. Depth is no danger: V8's parser keeps its own stack, and so does all that reads the value
 * here. A key called `__proto__` becomes an ordinary member, which the contract refuses as unknown.
 *
 * @throws {RequestError} JSON_INVALID for anything else, and for an object that names a member twice:
 *   `JSON.parse` would silently keep the last
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = parseExactJson(text);
  } catch (error) {
    const isEmpty = text.trim() === '';
    const { found, line, column } = jsonFault(text, error);
    throw new RequestError(
      'JSON_INVALID',
      isEmpty ? 'an empty body' : `${found}, on line ${line}, column ${column}`,
      'JSON',
      'Send one JSON object.',
      error,
    );
  }
  const twice = findRepeatedName(text, countMembers(value));
  if (twice !== undefined) {
    const found = `the name ${quote(twice)} twice in an object`;
    throw new RequestError('JSON_INVALID', found, 'distinct names', 'Leave one out.');
  }
  return value;
}

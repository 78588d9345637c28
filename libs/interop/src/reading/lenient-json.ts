/** JSON as C++ writers spell it: numbers may be NaN or infinite. */
import { damaged } from '../errors.ts';

/** A string, which stays as it is, or one of the words that JSON does not have. */
const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"?|-?\b(?:NaN|Infinity)\b/g;

/**
 * @returns the value, in which numbers that JSON cannot write are the texts `NaN`, `Infinity` and `-Infinity`
 * @throws {ForeignModelError}
 */
export function parseLenientJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // One of the words, or damaged: the second try tells.
  }
  try {
    return JSON.parse(
      text.replace(STRING_OR_WORD, (found) => (found.startsWith('"') ? found : `"${found}"`)),
    );
  } catch (cause) {
    throw damaged(
      'Found a file that is not whole JSON, expected a model saved by its library.',
      cause,
    );
  }
}

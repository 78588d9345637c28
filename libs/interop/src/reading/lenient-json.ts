/** JSON as C++ writers spell it: numbers may be NaN or infinite. */
import { formatInteger } from '@lambda-forest/text';

import { damaged } from '../errors.ts';

/** A string, which stays as it is, or one of the words that JSON does not have. */
const STRING_OR_WORD = /"(?:[^"\\]|\\.)*"?|-?\b(?:NaN|Infinity)\b/g;

/** Trees of CatBoost have a level for each split on the way. `JSON.parse` takes 80 bytes a level, and ever longer. */
const MAX_LEVELS = 1_000;

/**
 * @returns the value, in which numbers that JSON cannot write are the texts `NaN`, `Infinity` and `-Infinity`
 * @throws {ForeignModelError}
 */
export function parseLenientJson(text: string): unknown {
  requireFlat(text);
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

/** Counts brackets outside strings, whether they match or not. */
function requireFlat(text: string): void {
  let levels = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character === QUOTE) i = endOfString(text, i);
    else if (character === BRACKET || character === BRACE) {
      if (++levels > MAX_LEVELS)
        throw damaged(
          `Found more than ${formatInteger(MAX_LEVELS)} levels at character ${formatInteger(i)} of a JSON file, expected what its library writes.`,
        );
    } else if (character === BRACKET + TO_CLOSING || character === BRACE + TO_CLOSING) levels--;
  }
}

/** Of its closing quote, or of the text. */
function endOfString(text: string, start: number): number {
  let end = start + 1;
  for (; end < text.length; end++) {
    const character = text.charCodeAt(end);
    if (character === QUOTE) break;
    if (character === BACKSLASH) end++;
  }
  return end;
}

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const BRACKET = '['.charCodeAt(0);
const BRACE = '{'.charCodeAt(0);
const TO_CLOSING = 2;

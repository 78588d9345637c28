import { inputColumns, MAX_TEXT_LENGTH } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { isObject, quote } from '@lambda-forest/text';

import { FieldIssues } from './field-issues.ts';
import { RequestError } from '../errors.ts';
import { kindOf } from './row-reader.ts';

/** The largest body of one prediction, if the features need no more. As the original service had it. */
const MIN_BODY_BYTES = 1_024;

/** UTF-16 units of a name that training did not see, unless it saw longer ones. */
const NAME_LENGTH = 256;

/** A value of JSON with its comma and white space. */
const VALUE_BYTES = 32;

/**
 * How large the body of one prediction may be unless configured: 1 KiB, or what the columns need with their names,
 * full-precision values and longest levels.
 */
export function defaultBodyLimit(schema: Schema): number {
  const needed = inputColumns(schema).reduce((sum, { name, kind, known }) => {
    const least = kind === 'text' ? 2 * MAX_TEXT_LENGTH : kind === 'names' ? NAME_LENGTH : 0;
    const longest = known.reduce((most, { length }) => Math.max(most, length), least);
    return sum + jsonBytes(name.length) + Math.max(VALUE_BYTES, jsonBytes(longest));
  }, 0);
  return Math.max(MIN_BODY_BYTES, needed);
}

/** In the longest spelling that JSON allows, which some languages write by default: `\uXXXX` for each UTF-16 unit. */
function jsonBytes(length: number): number {
  return length * 6 + 4; // quotes, and a colon with a blank
}

/** The two that are read, also by their older names: text/json, application/csv, text/x-csv. */
const TYPE = /^(?:text|application)\/(?:x-)?(json|csv)\s*(?:[;,]|$)/;

/** Neither UTF-8 nor ASCII, which is a part of it, or CSV whose first line has no names. */
const OTHER_FORM =
  /[;,]\s*(header=["']?absent|charset=(?!["']?(utf-?8|(us-)?ascii)?["']?\s*([;,]|$)))/;

/**
 * The media type of a body, checked.
 *
 * @param contentType the header's value; absent or empty means the first of `supported`
 * @param supported lower case, such as `application/json`
 * @throws {RequestError} MEDIA_TYPE_UNSUPPORTED for another type, a charset other than UTF-8, or CSV without names
 */
export function requireMediaType<T extends string>(
  contentType: string | undefined = '',
  supported: readonly [T, ...T[]],
): T {
  const type = (contentType.trim() || supported[0]).toLowerCase();
  const [, format] = TYPE.exec(type) ?? [];
  const found = supported.find((each) => each.endsWith(`/${format}`));
  if (found !== undefined && !OTHER_FORM.test(type)) return found;
  throw new RequestError(
    'MEDIA_TYPE_UNSUPPORTED',
    `the content type ${quote(type)}`,
    `${supported.join(' or ')} in UTF-8`,
    'Say in "content-type" what the body is; CSV has a header.',
  );
}

/** Of both routes: whoever sends what another server takes, or what is for the other one, reads where it belongs. */
const FORMS = '{"features": row} at /predict or {"instances": rows} at /predict/batch';

/**
 * The only member that a body has.
 *
 * @throws {InputValidationError} naming every other member, or saying what the body should be
 */
export function readOnlyMember(body: unknown, name: 'features' | 'instances'): unknown {
  const issues = new FieldIssues();
  if (!isObject(body)) {
    issues.add('', 'type', kindOf(body), FORMS);
  } else if (!Object.hasOwn(body, name)) {
    issues.add(`/${name}`, 'missing', 'nothing', FORMS);
  } else {
    for (const key of Object.keys(body)) {
      if (key !== name) issues.addUnknown('', key, [name], '', `"${name}" only`);
    }
  }
  issues.throwIfAny();
  return (body as Readonly<Record<string, unknown>>)[name];
}

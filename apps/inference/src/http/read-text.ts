import { RequestError } from '@lambda-forest/api';
import { parseJson } from '@lambda-forest/api/reading';
import { bareText, decodeMarked } from '@lambda-forest/table/csv';
import { quote } from '@lambda-forest/text';

import { bodyBytes, toText } from './request.ts';
import type { HttpRequest } from './request.ts';

/** @throws {RequestError} BODY_TOO_LARGE for more than `maxBytes` */
export function requireSize({ body }: HttpRequest, maxBytes: number): void {
  const bytes = bodyBytes(body);
  if (bytes <= maxBytes) return;
  throw new RequestError(
    'BODY_TOO_LARGE',
    `a body of ${bytes} bytes`,
    `at most ${maxBytes}`,
    'Send less, or raise the limit.',
  );
}

/** Node leaves out what is not Base64, and reads the rest. */
const NO_BASE64 = /[^\w+/=\s-]/;

/** What gateways put into a text in the place of bytes that are not UTF-8. */
const REPLACEMENT = '\ufffd';

/**
 * The body as a bare text.
 *
 * @throws {RequestError} `code` for a body that is not Base64 and should be, and for bytes that are not UTF-8, or what
 *   their byte order mark says
 * @throws {RequestError} MEDIA_TYPE_UNSUPPORTED for a compressed body
 */
export function readText(
  { body, header }: HttpRequest,
  code: 'JSON_INVALID' | 'CSV_INVALID',
): string {
  if ('value' in body) return toText(body.value);
  const { text, isBase64 } = body;
  let found = 'bytes that are not UTF-8';
  let cause: unknown;
  try {
    if (isBase64 && NO_BASE64.test(text)) found = 'text that is not Base64';
    else if (isBase64) return decodeMarked(Buffer.from(text, 'base64'));
    else if (!text.includes(REPLACEMENT)) return bareText(text);
  } catch (error) {
    cause = error;
  }
  // A gateway that decompresses may leave the header, so that it is looked at only here.
  const encoding = header('content-encoding');
  if (/^(identity)?$/i.test(encoding)) {
    throw new RequestError(code, found, 'UTF-8', 'Send UTF-8.', cause);
  }
  throw new RequestError(
    'MEDIA_TYPE_UNSUPPORTED',
    `the content-encoding ${quote(encoding)}`,
    'none',
    'Send the body without.',
    cause,
  );
}

/** @throws {RequestError} JSON_INVALID for what is not JSON */
export function readJson(request: HttpRequest): unknown {
  if ('value' in request.body) return request.body.value;
  return parseJson(readText(request, 'JSON_INVALID'));
}

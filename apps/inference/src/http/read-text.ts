import { RequestError } from '@lambda-forest/api';
import { parseJson } from '@lambda-forest/api/reading';
import { decodeMarked } from '@lambda-forest/table/csv';

import { bodyBytes, toText } from './request.ts';
import type { HttpRequest } from './request.ts';

/** @throws {RequestError} BODY_TOO_LARGE for more than `maxBytes` */
export function requireSize({ body }: HttpRequest, maxBytes: number): void {
  if (bodyBytes(body) <= maxBytes) return;
  throw new RequestError(
    'BODY_TOO_LARGE',
    `Found a body of more than ${maxBytes} bytes.`,
    'Send less, or raise the limit of the service.',
  );
}

/** What gateways put into a text in the place of bytes that are not UTF-8. */
const REPLACEMENT = '\ufffd';

/**
 * The body without its byte order mark.
 *
 * @throws {RequestError} `code` for bytes that are not UTF-8, or what their byte order mark says
 * @throws {RequestError} MEDIA_TYPE_UNSUPPORTED for a compressed body
 */
export function readText(
  { body, header }: HttpRequest,
  code: 'JSON_INVALID' | 'CSV_INVALID',
): string {
  if ('value' in body) return toText(body.value);
  let cause: unknown;
  try {
    if (body.isBase64) return decodeMarked(Buffer.from(body.text, 'base64'));
    const { text } = body;
    if (!text.includes(REPLACEMENT)) return text.startsWith('\ufeff') ? text.slice(1) : text;
  } catch (error) {
    cause = error;
  }
  // A gateway that decompresses may leave the header, so that it is looked at only here.
  const encoding = header('content-encoding');
  if (!encoding || encoding === 'identity') {
    throw new RequestError(code, 'Found bytes that are not UTF-8.', 'Send UTF-8.', cause);
  }
  const name = /^[\w-]{1,20}$/.test(encoding) ? ` (${encoding})` : '';
  throw new RequestError(
    'MEDIA_TYPE_UNSUPPORTED',
    `Found a compressed body${name}.`,
    'Send it without content-encoding.',
    cause,
  );
}

/** @throws {RequestError} JSON_INVALID for what is not JSON */
export function readJson(request: HttpRequest): unknown {
  if ('value' in request.body) return request.body.value;
  return parseJson(readText(request, 'JSON_INVALID'));
}

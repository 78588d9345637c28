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

/** @throws {RequestError} `code` for bytes that are not UTF-8, or what their byte order mark says */
export function readText({ body }: HttpRequest, code: 'JSON_INVALID' | 'CSV_INVALID'): string {
  if ('value' in body) return toText(body.value);
  if (!body.isBase64) return body.text;
  try {
    return decodeMarked(Buffer.from(body.text, 'base64'));
  } catch (error) {
    throw new RequestError(code, 'Found bytes that are not UTF-8.', 'Send UTF-8.', error);
  }
}

/** @throws {RequestError} JSON_INVALID for what is no JSON */
export function readJson(request: HttpRequest): unknown {
  if ('value' in request.body) return request.body.value;
  return parseJson(readText(request, 'JSON_INVALID'));
}

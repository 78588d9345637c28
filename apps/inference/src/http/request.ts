/**
 * What Lambda receives, as one kind of request: API Gateway's HTTP API and Function URLs (payload format 2.0),
 * its REST API and load balancers (1.0), and a direct invocation, whose event is the body itself.
 */

import { CORRELATION_HEADER, RequestError, ROUTES } from '@lambda-forest/api';

export interface HttpRequest {
  /** Upper case. */
  readonly method: string;
  /** Starts with a slash, without stage, query and trailing slash. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Body;
  /** Whether there is HTTP at all: a direct invocation gets the answer without an envelope. */
  readonly isDirect: boolean;
  /** What to find the request by in logs: the caller's own id, or the gateway's. */
  readonly correlationId: string | undefined;
}

/** A body that has not been decoded yet, or of a direct invocation the value that it stands for. */
export type Body =
  { readonly text: string; readonly isBase64: boolean } | { readonly value: unknown };

/** Ids go into every log line: short, and of harmless characters. */
const HARMLESS_ID = /^[\w.:=;/+-]{1,128}$/;

type Members = Readonly<Record<string, unknown>>;

/** Any event, whatever it is: what it does not say is empty. */
export function toRequest(event: unknown): HttpRequest {
  const { requestContext, httpMethod, rawPath, path, body, isBase64Encoded, ...more } =
    members(event);
  const context = members(requestContext);
  const http = members(context['http']);
  const isHttp = typeof http['method'] === 'string' || typeof httpMethod === 'string';
  if (!isHttp) return direct(event);
  const headers = readHeaders(more['headers'], more['multiValueHeaders']);
  return {
    method: text(http['method'] ?? httpMethod).toUpperCase(),
    path: cleanPath(text(rawPath ?? path), rawPath === undefined ? '' : text(context['stage'])),
    headers,
    body: { text: text(body), isBase64: isBase64Encoded === true },
    isDirect: false,
    correlationId: [headers.get(CORRELATION_HEADER), context['requestId']].find(isHarmlessId),
  };
}

/** A batch is known by its instances; everything else means one prediction. */
function direct(event: unknown): HttpRequest {
  const isBatch = Object.hasOwn(members(event), 'instances');
  return {
    method: ROUTES.predict.method,
    path: (isBatch ? ROUTES.predictBatch : ROUTES.predict).path,
    headers: new Map(),
    body: { value: event },
    isDirect: true,
    correlationId: undefined,
  };
}

/** How large a body is once decoded, without decoding it. */
export function bodyBytes(body: Body): number {
  if ('value' in body) return Buffer.byteLength(toText(body.value));
  return Buffer.byteLength(body.text, body.isBase64 ? 'base64' : 'utf8');
}

/**
 * A direct invocation's value as JSON. An event that JSON cannot hold stands for nothing.
 *
 * @throws {RequestError} JSON_INVALID for one that is nested too deeply to be written
 */
export function toText(value: unknown): string {
  try {
    const json = JSON.stringify(value) as string | undefined; // not always a text, whatever its type says
    return json ?? '';
  } catch (error) {
    throw new RequestError(
      'JSON_INVALID',
      'Found an event nested too deeply.',
      'Nest less.',
      error,
    );
  }
}

function readHeaders(single: unknown, multiple: unknown): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [name, values] of Object.entries(members(multiple))) {
    if (Array.isArray(values)) headers.set(name.toLowerCase(), values.map(text).join(','));
  }
  for (const [name, value] of Object.entries(members(single))) {
    if (typeof value === 'string') headers.set(name.toLowerCase(), value);
  }
  return headers;
}

/** With a named stage, payload format 2.0 puts it before the path. */
function cleanPath(path: string, stage: string): string {
  const withoutStage = path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
  return withoutStage.replace(/\/$/, '') || '/';
}

function members(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isHarmlessId(value: unknown): value is string {
  return typeof value === 'string' && HARMLESS_ID.test(value);
}

/**
 * What Lambda receives, as one kind of request: API Gateway's HTTP API and Function URLs (payload format 2.0),
 * its REST API and load balancers (1.0), and a direct invocation, whose event is the body itself.
 */

import { CORRELATION_HEADER, findPath, RequestError, ROUTES } from '@lambda-forest/api';
import type { Path } from '@lambda-forest/api';
import { isObject } from '@lambda-forest/text';

import { ForeignEventError } from '../errors.ts';

export interface HttpRequest {
  /** Upper case. */
  readonly method: string;
  /** Starts with a slash, without stage, base path, query and trailing slash. */
  readonly path: string;
  /** What is at the path, or undefined if there is nothing. */
  readonly route: Path | undefined;
  /** A header's value, empty if there is none. @param name lower-case */
  readonly header: (name: string) => string;
  readonly body: Body;
  /** Whether there is HTTP at all: a direct invocation gets the answer without an envelope. */
  readonly isDirect?: boolean;
  /** Whether headers came as lists, as load balancers may send them: the answer's have to be lists then. */
  readonly hasHeaderLists?: boolean;
  /** What to find the request by in logs: the caller's own id, or the gateway's. */
  readonly correlationId?: string | undefined;
}

/** A body that has not been decoded yet, or the value that is the body of a direct invocation. */
export type Body = EncodedBody | { readonly value: unknown };
interface EncodedBody {
  readonly text: string;
  readonly isBase64: boolean;
}

/** Ids go into every log line: short, and of harmless characters. */
const HARMLESS_ID = /^[\w.:=;/+-]{1,128}$/;

type Members = Readonly<Record<string, unknown>>;

/**
 * Any event, whatever it is: what it does not say is empty.
 *
 * @param basePath the prefix of each path, which the routes do not have, such as `/ml`
 * @throws {ForeignEventError} for an event that asks for nothing of this service
 */
export function toRequest(event: unknown, basePath = ''): HttpRequest {
  const {
    requestContext,
    httpMethod,
    rawPath,
    path,
    body = '',
    isBase64Encoded,
    ...more
  } = members(event);
  const context = members(requestContext);
  const http = members(context['http']);
  const method = http['method'] ?? httpMethod;
  const place = rawPath ?? path;
  // An authorizer's event has a type.
  if (typeof method !== 'string' || typeof place !== 'string' || more['type'] !== undefined) {
    return direct(event);
  }
  const header = headerReader(more['headers'], more['multiValueHeaders']);
  const bases = [basePath, `/${text(context['stage'])}`];
  return {
    method: method.toUpperCase(),
    ...findRoute(place, bases, matchedPaths(more)),
    header,
    // The console's test events have the value itself.
    body:
      typeof (body ?? '') === 'string'
        ? { text: text(body), isBase64: isBase64Encoded === true }
        : { value: body },
    hasHeaderLists: isObject(more['multiValueHeaders']) && !isObject(more['headers']),
    correlationId: [header(CORRELATION_HEADER), context['requestId']].find(isHarmlessId),
  };
}

/** What keeps a function warm: a schedule, or a plugin's own event, which is such a text or has such a member. */
const PING =
  /^aws\.(events|scheduler)$|(^|[^a-z]|is|pre|keep)warm([-_ ]?up|er)?([^a-z]|$)|^ping$|keep.?alive/i;

/**
 * A batch is known by its instances, a prediction by its features, and a ping is answered as health is. Any other
 * event is not for this service: an answer would be a success to whoever sent it, and a queue would delete its message.
 *
 * @throws {ForeignEventError}
 */
function direct(event: unknown): HttpRequest {
  const { source, action, type } = members(event);
  const names = typeof event === 'string' ? [event] : Object.keys(Object(event) as object);
  const { path, method } = names.includes('instances')
    ? ROUTES.predictBatch
    : names.includes('features') || names.length === 0
      ? ROUTES.predict
      : [source, action, type, ...names].some((each) => PING.test(text(each)))
        ? ROUTES.health
        : foreign(event);
  return {
    method,
    path,
    route: findPath(path),
    header: () => '',
    body: { value: event },
    isDirect: true,
  };
}

function foreign(event: unknown): never {
  const list = members(event)['Records'] ?? event; // a pipe sends the list itself
  const { eventSource, EventSource, source } = members(Array.isArray(list) ? list[0] : event);
  const names = Object.keys(members(event)).slice(0, 3).join('+');
  const kind = [eventSource, EventSource, source, names];
  throw new ForeignEventError(kind.find(isHarmlessId) ?? 'unknown');
}

/** How large a body is once decoded, without decoding it. */
export function bodyBytes(body: Body): number {
  if ('value' in body) return Buffer.byteLength(toText(body.value));
  return Buffer.byteLength(body.text, body.isBase64 ? 'base64' : 'utf8');
}

/**
 * A direct invocation's value as JSON. Empty for an event that JSON cannot hold.
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
      'an event nested too deeply',
      'a prediction',
      'Nest less.',
      error,
    );
  }
}

/** The last member of a name in any case: a request has many headers, and few are asked for. */
function headerReader(single: unknown, multiple: unknown): HttpRequest['header'] {
  const values = { ...members(multiple), ...members(single) };
  return (name) => {
    let value: unknown;
    for (const key in values) {
      if (key.length === name.length && key.toLowerCase() === name) value = values[key];
    }
    return Array.isArray(value) ? value.map(text).join() : text(value);
  };
}

/**
 * The path may begin with a named stage or a base path, and the gateway's route says what follows a base path. The
 * prefix is dropped only if the service has no such path, and has the rest.
 *
 * @param matched what the gateway's route matched
 */
function findRoute(
  path: string,
  bases: readonly string[],
  matched: readonly string[],
): Pick<HttpRequest, 'path' | 'route'> {
  const whole = at(path);
  if (whole.route) return whole;
  const rests = bases.map((base) => (path.startsWith(`${base}/`) ? path.slice(base.length) : ''));
  return [...rests, ...matched].map(at).find(({ route }) => route) ?? whole;
}

/** The paths that the gateway's route may mean: all of it, and what its `{proxy+}` or, without one, a parameter matched. */
function matchedPaths({ resource, routeKey, pathParameters }: Members): readonly string[] {
  const parameters = members(pathParameters);
  const template = text(resource ?? routeKey)
    .split(' ')
    .pop()!; // a key has a method before
  const [, rest = Object.keys(parameters).at(-1) ?? ''] = /{([^{]*)\+}$/.exec(template) ?? [];
  return [
    template.replace(/{(.*?)\+?}/g, (_, name: string) => text(parameters[name])),
    `/${text(parameters[rest])}`,
  ];
}

function at(path: string): Pick<HttpRequest, 'path' | 'route'> {
  const clean = path.replace(/\/$/, '') || '/';
  return { path: clean, route: findPath(clean) };
}

function members(value: unknown): Members {
  return isObject(value) ? value : {};
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether it is safe in logs and messages. */
function isHarmlessId(value: unknown): value is string {
  return typeof value === 'string' && HARMLESS_ID.test(value);
}

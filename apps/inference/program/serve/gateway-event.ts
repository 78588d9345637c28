/**
 * Requests as API Gateway's HTTP API hands them to Lambda: the event of payload format 2.0, with the members that
 * a real one has and none that it has not (an absent body or query is absent, not null).
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface GatewayEvent {
  readonly version: '2.0';
  /** The route that let the request through, such as `POST /predict`. */
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  /** By lower-case name; repeated ones joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly routeKey: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

/** Placeholders for the account and the id of an HTTP API without a domain of its own. */
const ACCOUNT_ID = '000000000000';
const API_ID = 'local';
const REQUEST_ID_BYTES = 11;

/** Content types whose bodies come as text; all others come in Base64. */
const TEXT_TYPE = /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml))\b)/i;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function toGatewayEvent(request: ReceivedRequest): GatewayEvent {
  const { method, routeKey, target, headers, body, sourceIp, receivedAt } = request;
  const queryAt = target.indexOf('?');
  const rawPath = decodePath(queryAt === -1 ? target : target.slice(0, queryAt));
  const rawQueryString = queryAt === -1 ? '' : target.slice(queryAt + 1);
  const { cookie, ...rest } = headers;
  const isText = isTextBody(headers);
  const host = headers.host ?? '';
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers: toHeaders(rest, sourceIp),
    ...(rawQueryString !== '' && { queryStringParameters: toParameters(rawQueryString) }),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId: API_ID,
      domainName: host,
      domainPrefix: host.split('.', 1)[0],
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomBytes(REQUEST_ID_BYTES).toString('base64'),
      routeKey,
      stage: '$default',
      time: clfTime(receivedAt),
      timeEpoch: receivedAt,
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Compressed bodies are bytes, whatever is in them. Without a content type API Gateway takes a text. */
function isTextBody(headers: IncomingHttpHeaders): boolean {
  const { 'content-type': type, 'content-encoding': encoding } = headers;
  return encoding === undefined && (type === undefined || TEXT_TYPE.test(type));
}

/** API Gateway decodes the path; one that cannot be decoded stays as it is. */
function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function toHeaders(headers: IncomingHttpHeaders, sourceIp: string): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) joined[name] = typeof value === 'string' ? value : value.join(',');
  }
  joined['x-forwarded-for'] = sourceIp;
  joined['x-forwarded-proto'] = 'http';
  return joined;
}

function toParameters(query: string): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

/** `12/Mar/2020:19:03:58 +0000`, as access logs have it. */
function clfTime(epochMs: number): string {
  const date = new Date(epochMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `${day}:${date.toISOString().slice(11, 19)} +0000`;
}

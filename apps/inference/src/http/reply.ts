/** What a route answers, and how Lambda wants it. */

import { MAX_ANSWER_BYTES, RequestError } from '@lambda-forest/api';
import { count } from '@lambda-forest/text';

export interface Reply {
  readonly status: number;
  /** JSON. Absent: no body. */
  readonly body?: string;
  /** Default: `application/json`. */
  readonly contentType?: string;
  /** More headers, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer that API Gateway and Function URLs understand in both of their formats. */
export interface ProxyResult {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What load balancers take instead of `headers` if the request had them too. */
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

export function json(value: unknown, status = 200): Reply {
  return { status, body: JSON.stringify(value) };
}

/**
 * @param sent the body that goes out, which is not that of the reply if the request was HEAD
 * @param hasHeaderLists whether each header is a list
 */
export function toProxyResult(
  { status, body, contentType, headers }: Reply,
  sent: string,
  hasHeaderLists = false,
): ProxyResult {
  const all: Record<string, string> = {
    ...(body !== undefined && { 'content-type': contentType ?? 'application/json' }),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  };
  const lists = () => Object.entries(all).map(([name, value]) => [name, [value]] as const);
  return {
    statusCode: status,
    ...(hasHeaderLists ? { multiValueHeaders: Object.fromEntries(lists()) } : { headers: all }),
    body: sent,
    isBase64Encoded: false,
  };
}

/** The most bytes that a character takes in a body, which travels as a text inside JSON. */
const MOST_SENT_BYTES = 6;

/**
 * To be asked after each text that is added to a list: whether the list has become too large to be sent. Texts are
 * measured only where their number of characters leaves a doubt.
 */
export function overflowCheck(texts: readonly string[]): () => boolean {
  let bytes = 0; // of those that were measured
  let measured = 0;
  let characters = 0; // of the others
  return () => {
    characters += texts.at(-1)!.length;
    if (bytes + MOST_SENT_BYTES * characters < MAX_ANSWER_BYTES) return false;
    bytes += sentBytes(texts.slice(measured).join());
    measured = texts.length;
    characters = 0;
    return bytes > MAX_ANSWER_BYTES;
  };
}

/**
 * @param rows how many of them it answers
 * @throws {RequestError} ANSWER_TOO_LARGE for an answer that Lambda would not let out
 */
export function requireSendable({ body = '' }: Reply, rows: number): void {
  const bytes = MOST_SENT_BYTES * body.length < MAX_ANSWER_BYTES ? 0 : sentBytes(body);
  if (bytes > MAX_ANSWER_BYTES) {
    throw answerTooLarge(rows, Math.floor((rows * MAX_ANSWER_BYTES) / bytes));
  }
}

/**
 * @param rows how many came; 0 for what describes the model
 * @param fitting how many of them fit, if they are alike
 */
export function answerTooLarge(rows: number, fitting: number): RequestError {
  return new RequestError(
    'ANSWER_TOO_LARGE',
    `an answer of more than 6 MB${rows > 0 ? ` to ${count(rows, 'row')}` : ''}`,
    'less',
    rows > 0 ? `Send at most ${fitting} at a time.` : 'Read it from the package.',
  );
}

function sentBytes(body: string): number {
  return Buffer.byteLength(JSON.stringify(body));
}

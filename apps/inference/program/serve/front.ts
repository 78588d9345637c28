/**
 * A local HTTP API: HTTP in, events to the function's instances, their results out, with the routes and limits
 * that API Gateway and Lambda have. Listens on 127.0.0.1 and nowhere else.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { hostname } from 'node:os';

import {
  findPath,
  MAX_GATEWAY_BODY_BYTES,
  MAX_PAYLOAD_BYTES,
  routeKeyOf,
} from '@lambda-forest/api';
import { enumerate, quote } from '@lambda-forest/text';

import { PortTakenError } from '../errors.ts';
import { gatewayMessage, toGatewayAnswer } from './gateway-answer.ts';
import type { GatewayAnswer } from './gateway-answer.ts';
import { toGatewayEvent } from './gateway-event.ts';
import { InvocationError } from './instance.ts';
import type { InstancePool } from './instance-pool.ts';
import type { Playground } from './playground.ts';

export const HOST = '127.0.0.1';

/**
 * Names by which this machine calls itself. A page whose own name was pointed at 127.0.0.1 sends that name, and would
 * otherwise read the model and its answers as if they were its own.
 */
const OWN_NAMES: readonly string[] = [HOST, 'localhost', '[::1]', hostname().toLowerCase()];

const NOT_FOUND = gatewayMessage(404, 'Not Found');
const TOO_LATE = gatewayMessage(408, 'Request Timeout');
const TOO_LONG = gatewayMessage(413, 'Request Too Long');
const FAILED = gatewayMessage(500, 'Internal Server Error');
const UNAVAILABLE = gatewayMessage(503, 'Service Unavailable');

/** How long a client may take for the head of a request, and again for its body. */
const REQUEST_MS = 10_000;

/** How often Node looks for heads that took longer. */
const LOOK_MS = 1_000;

/** How long requests under way may take once the server stops; a client may never send the rest of its own. */
const PATIENCE_MS = 5_000;

export interface Front {
  /** The port that it listens at. */
  readonly port: number;
  /** Takes no more requests; resolves when those under way are answered, after 5 s at most. */
  close(): Promise<void>;
}

export interface FrontOptions {
  /** Files that are answered before any route. */
  readonly playground: Playground;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Whether preflights are answered, by the function; without it they find no route. */
  readonly hasCors: boolean;
  /** How long a body may take to arrive. Default: 10,000. */
  readonly bodyMs?: number;
}

/** @throws {PortTakenError} */
export async function openFront(pool: InstancePool, options: FrontOptions): Promise<Front> {
  const { port } = options;
  /** Ends with the last request of a connection: however many it sends at once, they are answered one by one. */
  const turns = new WeakMap<Socket, Promise<void>>();
  const timeouts = {
    headersTimeout: REQUEST_MS,
    // The body's begins with its turn: one that waits for the answer before it is not late.
    requestTimeout: 0,
    connectionsCheckingInterval: LOOK_MS,
  };
  const server = createServer(timeouts, (request, response) => {
    const { socket } = request;
    const turn = async () => {
      if (socket.destroyed) return;
      const result = await answer(pool, options, request);
      if (result !== undefined) await send(request, response, result);
    };
    turns.set(socket, (turns.get(socket) ?? Promise.resolve()).then(turn));
  });
  await listen(server, port);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
      }),
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isPort = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(isPort ? new PortTakenError(port, error) : error);
    });
    server.listen(port, HOST, resolve);
  });
}

/** How the target of a request begins that is sent through a proxy, and is for its host all the same. */
const ABSOLUTE = /^https?:\/\/[^/?]*/i;

/** Undefined for a client that left before its request was complete. */
async function answer(
  pool: InstancePool,
  { playground, hasCors, bodyMs = REQUEST_MS }: FrontOptions,
  request: IncomingMessage,
): Promise<GatewayAnswer | undefined> {
  const { method = 'GET', headers } = request;
  const url = (request.url ?? '/').replace(ABSOLUTE, '') || '/';
  const path = url.split('?', 1)[0]!;
  if (!OWN_NAMES.includes((headers.host ?? '').toLowerCase().replace(/:\d*$/, ''))) {
    const found = headers.host === undefined ? 'no host' : `the host ${quote(headers.host)}`;
    return gatewayMessage(
      421,
      `Found ${found}, expected one of ${enumerate(OWN_NAMES)}. Call the service by one of these names.`,
    );
  }
  if (method === 'GET' || method === 'HEAD') {
    const page = playground.get(path);
    if (page !== undefined) return page;
  }
  const body = await withinMs(bodyMs, readBody(request)).catch(() => undefined); // an error of the connection
  if (body === undefined) return undefined;
  if (body === 'too late') return TOO_LATE;
  if (body === 'too long') return TOO_LONG;
  const isPreflight = hasCors && method === 'OPTIONS' && findPath(path) !== undefined;
  const routeKey = isPreflight ? '$default' : routeKeyOf(method, path);
  if (routeKey === undefined) return NOT_FOUND;
  const event = toGatewayEvent({
    method,
    routeKey,
    target: url,
    headers,
    body,
    sourceIp: request.socket.remoteAddress ?? HOST,
    receivedAt: Date.now(),
  });
  const json = JSON.stringify(event);
  if (isTooLarge(json)) return TOO_LONG;
  try {
    const result = await pool.invoke(json, () => !request.socket.destroyed);
    return isTooLarge(result) ? FAILED : toGatewayAnswer(JSON.parse(result));
  } catch (error) {
    if (!(error instanceof InvocationError)) throw error;
    if (error.reason === 'stopped') return UNAVAILABLE;
    if (error.reason === 'unwanted') return undefined;
    console.error(`The function did not answer: ${error.message}`);
    return error.reason === 'timeout' ? UNAVAILABLE : FAILED;
  }
}

function isTooLarge(json: string): boolean {
  const isSurelySmall = json.length * 3 <= MAX_PAYLOAD_BYTES; // a character takes at most 3 bytes
  return !isSurelySmall && Buffer.byteLength(json) > MAX_PAYLOAD_BYTES;
}

/** A body, unless it is larger than API Gateway takes. */
async function readBody(request: IncomingMessage): Promise<Buffer | 'too long'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_GATEWAY_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0; // the rest is read, so that the sender hears the answer
  }
  return bytes > MAX_GATEWAY_BODY_BYTES ? 'too long' : Buffer.concat(chunks);
}

async function withinMs<T>(ms: number, awaited: Promise<T>): Promise<T | 'too late'> {
  const { promise, resolve } = Promise.withResolvers<'too late'>();
  const timer = setTimeout(resolve, ms, 'too late');
  try {
    return await Promise.race([awaited, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when the client has taken the answer, or left. */
async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answered: GatewayAnswer,
): Promise<void> {
  const { status, headers, body } = answered;
  const isHead = request.method === 'HEAD';
  const hasBody = status !== 204 && status !== 304;
  // Of HEAD it is the length that the answer to GET has, which only the function knows if it leaves the body out.
  const length = isHead && body.length === 0 ? headers['content-length'] : Buffer.byteLength(body);
  response.writeHead(status, {
    ...(headers as Record<string, string | string[]>),
    ...(hasBody && length !== undefined && { 'content-length': length as string | number }),
    // What is left of the request would be taken for another one.
    ...(!request.complete && { connection: 'close' }),
  });
  response.end(isHead || !hasBody ? undefined : body);
  if (!response.closed) await once(response, 'close');
}

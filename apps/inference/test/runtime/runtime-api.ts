/**
 * The part of Lambda that its runtime talks to: the Runtime API, version 2018-06-01. Events wait in a line; each
 * instance that asks gets the next one, and is ended if it does not answer in time.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const PREFIX = '/2018-06-01/runtime';
const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:iris';

/** How an event ended. */
export type Outcome =
  | { readonly kind: 'response'; readonly payload: any } // oxlint-disable-line typescript/no-explicit-any -- tests look into it freely
  | { readonly kind: 'error'; readonly error: any } // oxlint-disable-line typescript/no-explicit-any -- the same
  | { readonly kind: 'timeout' };

export interface Invocation {
  readonly requestId: string;
  readonly outcome: Outcome;
}

interface Event {
  readonly requestId: string;
  readonly payload: string;
  readonly timeoutMs: number;
  readonly settle: (outcome: Outcome) => void;
}

const DEFAULT_TIMEOUT_MS = 30_000;

export class RuntimeApi {
  readonly #server: Server;
  readonly #events: Event[] = [];
  readonly #asking: { instance: string; response: ServerResponse }[] = [];
  readonly #running = new Map<string, { event: Event; timer: NodeJS.Timeout }>();
  readonly #initErrors: unknown[] = [];
  /** Called with an instance that has not answered in time. */
  onTimeout: (instance: string) => void = () => undefined;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<RuntimeApi> {
    const server = createServer();
    server.keepAliveTimeout = 0;
    server.requestTimeout = 0;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new RuntimeApi(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** What instances said that could not start. */
  get initErrors(): readonly any[] /* oxlint-disable-line typescript/no-explicit-any -- the same */ {
    return this.#initErrors;
  }

  /** Sends an event. Resolves when an instance has answered it, or has not in time. */
  async invoke(payload: unknown, { timeoutMs = DEFAULT_TIMEOUT_MS } = {}): Promise<Invocation> {
    const requestId = randomUUID();
    const outcome = await new Promise<Outcome>((settle) => {
      this.#events.push({ requestId, payload: JSON.stringify(payload), timeoutMs, settle });
      this.#dispatch();
    });
    return { requestId, outcome };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const instance = `${request.socket.remotePort}`;
    const url = request.url ?? '';
    if (url === `${PREFIX}/invocation/next`) {
      this.#asking.push({ instance, response });
      response.on('close', () => {
        const place = this.#asking.findIndex((each) => each.response === response);
        if (place !== -1) this.#asking.splice(place, 1);
      });
      this.#dispatch();
      return;
    }
    const body: unknown = JSON.parse(await readText(request));
    const [, requestId = '', kind] =
      /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/.exec(url) ?? [];
    if (url === `${PREFIX}/init/error`) this.#initErrors.push(body);
    else if (kind === 'response') this.#end(requestId, { kind, payload: body });
    else if (kind === 'error') this.#end(requestId, { kind, error: body });
    else {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
  }

  #dispatch(): void {
    while (this.#events.length > 0 && this.#asking.length > 0) {
      const event = this.#events.shift()!;
      const { instance, response } = this.#asking.shift()!;
      const timer = setTimeout(() => {
        this.onTimeout(instance);
        this.#end(event.requestId, { kind: 'timeout' });
      }, event.timeoutMs);
      this.#running.set(event.requestId, { event, timer });
      response
        .writeHead(200, {
          'content-type': 'application/json',
          'lambda-runtime-aws-request-id': event.requestId,
          'lambda-runtime-deadline-ms': String(Date.now() + event.timeoutMs),
          'lambda-runtime-invoked-function-arn': FUNCTION_ARN,
          'lambda-runtime-trace-id': `Root=${traceOf(event.requestId)};Sampled=0`,
        })
        .end(event.payload);
    }
  }

  #end(requestId: string, outcome: Outcome): void {
    const running = this.#running.get(requestId);
    if (running === undefined) return;
    this.#running.delete(requestId);
    clearTimeout(running.timer);
    running.event.settle(outcome);
  }
}

/** The X-Ray trace of an invocation, of which each has its own. */
export function traceOf(requestId: string): string {
  return `1-5bef4de7-${requestId.replaceAll('-', '').slice(0, 24)}`;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

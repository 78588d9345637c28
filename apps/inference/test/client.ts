/** Drives the service in the test's own process, through the events that Lambda receives. */
import { decodeModel } from '@lambda-forest/serializer';
import { openApiDocument } from '@lambda-forest/api/openapi';

import { parseConfig, readEnvironment } from '../src/config.ts';
import type { HttpRequest } from '../src/http/request.ts';
import { loadModel } from '../src/served-model.ts';
import type { ServedModel } from '../src/served-model.ts';
import { createService } from '../src/service.ts';
import type { Service } from '../src/service.ts';
import type { Outcome, Telemetry } from '../src/telemetry.ts';

/** An answer as a client of HTTP sees it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body as JSON, or undefined if there is none. */
  readonly json: any; // oxlint-disable-line typescript/no-explicit-any -- tests look into it freely
}

export interface Client {
  readonly service: Service;
  /** Sends a request in the form of API Gateway's HTTP API. An object as body becomes JSON. */
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** What the service recorded of its requests, in order. */
  readonly outcomes: readonly Outcome[];
  /** Unexpected errors. */
  readonly defects: readonly unknown[];
}

/**
 * @param model a model, or its file's bytes; undefined: it could not be loaded
 * @param ignored names of columns that requests may have, although the model does not
 */
export function client(
  model: Uint8Array | ServedModel | undefined,
  environment: Readonly<Record<string, string>> = {},
  ignored: readonly string[] = [],
): Client {
  const outcomes: Outcome[] = [];
  const defects: unknown[] = [];
  const telemetry: Telemetry = {
    begin: () => undefined,
    failed: (error) => defects.push(error),
    end: (_request: HttpRequest, outcome) => outcomes.push(outcome),
  };
  const service = createService({
    model:
      model instanceof Uint8Array
        ? loadModel(model, undefined, (name) => ignored.includes(name))
        : model,
    config: parseConfig(readEnvironment(environment)),
    openApi: () => JSON.stringify(contractOf(model as Uint8Array, ignored)),
    telemetry,
    now: () => performance.now(),
  });
  const send: Client['send'] = async (method, path, body, headers = {}) =>
    toAnswer(await service(httpApiEvent(method, path, body, headers)));
  return { service, send, outcomes, defects };
}

/** What packaging writes beside the model. */
function contractOf(bytes: Uint8Array, ignored: readonly string[]): object {
  const { schema, provenance } = decodeModel(bytes);
  const { name, version } = provenance;
  return openApiDocument(schema, { name, version, ignored });
}

/** The event of API Gateway's HTTP API and of Function URLs, with what the service reads of it. */
export function httpApiEvent(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': 'application/json', ...headers },
    requestContext: { stage: '$default', requestId: 'id=', http: { method, path } },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
  };
}

export function toAnswer(result: unknown): Answer {
  const { statusCode, headers, body } = result as {
    statusCode: number;
    headers: Record<string, string>;
    body: string;
  };
  return {
    status: statusCode,
    headers,
    text: body,
    json: body === '' ? undefined : JSON.parse(body),
  };
}

/**
 * The service without its surroundings: an event in, an answer out. Model, configuration, clock and telemetry
 * are arguments; it reads no file and no environment.
 */
import { CORRELATION_HEADER, InputValidationError, RequestError } from '@lambda-forest/api';
import type { ProblemCode } from '@lambda-forest/api';
import { quote } from '@lambda-forest/text';

import type { Config } from './config.ts';
import { corsHeaders } from './http/cors.ts';
import { requireSendable, toProxyResult } from './http/reply.ts';
import type { ProxyResult, Reply } from './http/reply.ts';
import { toRequest } from './http/request.ts';
import type { HttpRequest } from './http/request.ts';
import { Observation } from './observation.ts';
import { refuse } from './refuse.ts';
import { allowedMethods, isServed } from './router.ts';
import { HANDLERS } from './routes/index.ts';
import type { ServedModel } from './served-model.ts';
import type { Telemetry } from './telemetry.ts';

export interface ServiceParts {
  /** Undefined if it could not be loaded: everything then answers 503. */
  readonly model: ServedModel | undefined;
  readonly config: Config;
  /** The contract as JSON: what `GET /openapi.json` answers. */
  readonly openApi: () => string;
  readonly telemetry: Telemetry;
  /** Milliseconds from any start. */
  readonly now: () => number;
}

/**
 * @param event any of Lambda's events for HTTP, or the body itself
 * @param context Lambda's, if there is one
 * @returns the answer for API Gateway, or the answer itself for a direct invocation
 * @throws {ForeignEventError} for an event that asks for nothing of this service; rejects for no other reason
 */
export type Service = (event: unknown, context?: unknown) => Promise<unknown>;

export function createService(parts: ServiceParts): Service {
  return (event, context) => new Promise((resolve) => resolve(handle(parts, event, context)));
}

function handle(parts: ServiceParts, event: unknown, context: unknown): unknown {
  const { telemetry, now, config } = parts;
  const started = now();
  const elapsedMs = () => Math.round((now() - started) * 1_000) / 1_000; // to the microsecond
  const request = toRequest(event, config.basePath);
  telemetry.begin(request, event, context);
  const observation = new Observation();
  const path = request.route;
  let reply: Reply;
  try {
    reply = answer(parts, request, observation, elapsedMs);
    requireSendable(reply, observation.rowsAnswered);
  } catch (error) {
    observe(error, observation, telemetry);
    reply = refuse(error, request.path);
    if (reply.status === 405 && path) {
      reply = { ...reply, headers: { allow: allowedMethods(path) } };
    }
  }
  const { status } = reply;
  telemetry.end(request, {
    route: path?.template,
    status,
    latencyMs: elapsedMs(),
    observation,
  });
  return request.isDirect
    ? (JSON.parse(reply.body ?? 'null') as unknown)
    : envelope(request, reply, config);
}

function answer(
  { model, config, openApi }: ServiceParts,
  request: HttpRequest,
  observation: Observation,
  elapsedMs: () => number,
): Reply {
  const { method, route: path } = request;
  if (path && method === 'OPTIONS') {
    return { status: 204, headers: { allow: allowedMethods(path) } };
  }
  if (!model) {
    throw new RequestError(
      'MODEL_UNAVAILABLE',
      'no model',
      'one: the log says why',
      'Try again later.',
    );
  }
  if (!path || !isServed(path, model.id)) {
    throw new RequestError(
      'ROUTE_NOT_FOUND',
      `nothing at ${quote(request.path)}`,
      path ? `${model.id.name}, version ${model.id.version}` : 'a path of /openapi.json',
      'Correct it.',
    );
  }
  const operation = path.operations.get(method);
  if (!operation) {
    throw new RequestError(
      'METHOD_NOT_ALLOWED',
      `the method ${quote(method)}`,
      allowedMethods(path),
      'Use one of these.',
    );
  }
  return HANDLERS[operation]({ request, model, config, openApi, observation, elapsedMs });
}

function observe(error: unknown, observation: Observation, telemetry: Telemetry): void {
  observation.forgetRows();
  if (error instanceof RequestError || error instanceof InputValidationError) {
    observation.problem = error.code as ProblemCode;
    if (error instanceof InputValidationError) {
      observation.addIssues(error.issues);
      observation.rowsRefused = error.rows;
    }
  } else {
    observation.problem = 'SERVICE_FAILED';
    telemetry.failed(error);
  }
}

function envelope(request: HttpRequest, reply: Reply, { corsOrigins }: Config): ProxyResult {
  const { method, correlationId, hasHeaderLists } = request;
  const { body = '' } = reply;
  const isHead = method === 'HEAD';
  const headers = {
    ...reply.headers,
    ...(correlationId !== undefined && { [CORRELATION_HEADER]: correlationId }),
    // The length that the answer to GET has.
    ...(isHead && { 'content-length': String(Buffer.byteLength(body)) }),
    ...corsHeaders(request, corsOrigins),
  };
  return toProxyResult({ ...reply, headers }, isHead ? '' : body, hasHeaderLists);
}

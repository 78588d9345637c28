import type { Config } from '../config.ts';
import type { Reply } from '../http/reply.ts';
import type { HttpRequest } from '../http/request.ts';
import type { Observation } from '../observation.ts';
import type { ServedModel } from '../served-model.ts';

/** All that a route answers from. */
export interface Call {
  readonly request: HttpRequest;
  readonly model: ServedModel;
  readonly config: Config;
  /** The contract as JSON. */
  readonly openApi: () => string;
  readonly observation: Observation;
  /** Milliseconds since the request came in. */
  readonly elapsedMs: () => number;
}

/**
 * Answers one kind of request. Refusals are thrown.
 *
 * @throws {RequestError}
 * @throws {InputValidationError}
 */
export type Route = (call: Call) => Reply;

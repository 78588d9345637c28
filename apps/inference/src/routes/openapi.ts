import type { Reply } from '../http/reply.ts';
import type { Call } from './route.ts';

/** `GET /openapi.json`: the contract, as packaging made it from the model's schema. */
export function openApiRoute({ openApi }: Call): Reply {
  return { status: 200, body: openApi() };
}

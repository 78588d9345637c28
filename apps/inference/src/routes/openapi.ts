import { openApiDocument } from '@lambda-forest/validator/openapi';

import { json } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { Call } from './route.ts';

/** `GET /openapi.json`: the contract, as the model's schema makes it. */
export function openApiRoute({ model }: Call): Reply {
  return json(openApiDocument(model.schema, model.id));
}

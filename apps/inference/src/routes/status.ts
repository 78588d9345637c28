import type { Answers } from '@lambda-forest/api';

import { json } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { Call } from './route.ts';

/** `GET /health` and `GET /ready`: with the model loaded, the service both lives and is ready. */
export function statusRoute({ model }: Call): Reply {
  return json({ status: 'ok', model: model.id } satisfies Answers['Status']);
}

import { InputValidationError, isOpenInference, problemOf } from '@lambda-forest/api';
import type { InferenceError } from '@lambda-forest/api';

import { json } from './http/reply.ts';
import type { Reply } from './http/reply.ts';

/** Issues that the protocol's one text names; its form has no room for a list. */
const MAX_ISSUES_IN_TEXT = 5;

/** An error as an answer: problem details, or below `/v2` the form of the Open Inference Protocol. */
export function refuse(error: unknown, path: string): Reply {
  const problem = problemOf(error);
  const { status, title, detail = title } = problem;
  if (!isOpenInference(path)) {
    return { ...json(problem, status), contentType: 'application/problem+json' };
  }
  if (!(error instanceof InputValidationError))
    return json({ error: detail } satisfies InferenceError, status);
  const texts = error.issues
    .slice(0, MAX_ISSUES_IN_TEXT)
    .map(({ pointer, message }) => `${pointer}: ${message}`);
  return json({ error: `${title}. ${texts.join(' ')}` } satisfies InferenceError, status);
}

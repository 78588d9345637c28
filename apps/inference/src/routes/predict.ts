import type { Answers } from '@lambda-forest/api';
import { FieldIssues, readOnlyMember, requireMediaType } from '@lambda-forest/api/reading';

import { json } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { readJson, requireSize } from '../http/read-text.ts';
import { rowAnswerer } from './answer-row.ts';
import type { Call } from './route.ts';

/** `POST /predict`: one row. */
export function predictRoute(call: Call): Reply {
  const { request, model, config, observation, elapsedMs } = call;
  requireMediaType(request.header('content-type'), ['application/json']);
  requireSize(request, config.maxBodyBytes ?? model.bodyLimit);
  const features = readOnlyMember(readJson(request), 'features');
  const issues = new FieldIssues();
  const answered = rowAnswerer(call)(features, '/features', issues);
  if (!answered) throw issues.toError();
  if (config.logFeatures) observation.features = model.reader.byName(features);
  const { prediction, warnings } = answered;
  return json({
    ...prediction,
    latency_ms: elapsedMs(),
    model: model.id,
    warnings,
  } satisfies Answers['Prediction']);
}

import { FieldIssues, readOnlyMember, requireMediaType } from '@lambda-forest/api/reading';

import { json } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { readJson, requireSize } from '../http/read-text.ts';
import { predict } from '../predictor.ts';
import type { Call } from './route.ts';

/** `POST /predict`: one row. */
export function predictRoute({ request, model, config, observation, elapsedMs }: Call): Reply {
  requireMediaType(request.headers.get('content-type'), ['application/json']);
  requireSize(request, config.maxBodyBytes ?? model.bodyLimit);
  const features = readOnlyMember(readJson(request), 'features');
  const row = new Float64Array(model.schema.features.length);
  const issues = new FieldIssues();
  model.reader.read(features, row, issues, '/features');
  issues.throwIfAny();
  const warnings = model.range.warnings(row);
  if (config.logFeatures) observation.features = Array.from(row);
  const prediction = predict(model, row);
  observation.addPrediction(prediction, warnings);
  return json({ ...prediction, latency_ms: elapsedMs(), model: model.id, warnings });
}

/**
 * The Open Inference Protocol, version 2, so that clients of KServe and MLServer work unchanged. Refusals have
 * the protocol's own form, `{"error":"..."}`, which the router gives to every path below `/v2`.
 *
 * @see https://github.com/kserve/open-inference-protocol
 */
import { isClassPrediction, MAX_ANSWER_BYTES, RequestError } from '@lambda-forest/api';
import type { Answers, Prediction } from '@lambda-forest/api';
import { inputTensors, outputTensors, readInferRequest } from '@lambda-forest/api/open-inference';
import { FieldIssues, requireMediaType } from '@lambda-forest/api/reading';

import { json } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { readJson, requireSize } from '../http/read-text.ts';
import { rowAnswerer } from './answer-row.ts';
import type { Call } from './route.ts';

/** `GET /v2` */
export function serverMetadataRoute({ model }: Call): Reply {
  return json({
    name: 'lambda-forest',
    version: model.provenance.lambdaForest,
    extensions: [],
  } satisfies Answers['ServerMetadata']);
}

/** `GET /v2/health/live` and `GET /v2/health/ready`: the protocol's text has `live`, KServe's client asks for `ready`. */
export function serverLiveRoute(): Reply {
  return json({ live: true, ready: true } satisfies Answers['ServerLive']);
}

/** `GET /v2/models/{name}[/versions/{version}]/ready` */
export function modelReadyRoute({ model }: Call): Reply {
  return json({ name: model.id.name, ready: true } satisfies Answers['ModelReady']);
}

/** `GET /v2/models/{name}[/versions/{version}]` */
export function modelMetadataRoute({ model }: Call): Reply {
  return json({
    name: model.id.name,
    versions: [model.id.version],
    platform: 'lambda-forest_forest',
    inputs: inputTensors(model.reader.readers),
    outputs: outputTensors(model.schema),
  } satisfies Answers['ModelMetadata']);
}

/** `POST /v2/models/{name}[/versions/{version}]/infer` */
export function inferRoute(call: Call): Reply {
  const { request, model, config } = call;
  if (request.header('inference-header-content-length') !== '') {
    throw new RequestError(
      'MEDIA_TYPE_UNSUPPORTED',
      'binary tensors',
      'JSON',
      'Send them with binary_data=False.',
    );
  }
  requireMediaType(request.header('content-type'), ['application/json']);
  requireSize(request, config.maxBatchBodyBytes);
  const { id, rows, outputs } = readInferRequest(
    readJson(request),
    model.schema,
    Math.min(config.maxBatchRows, Math.floor(MAX_ANSWER_BYTES / (2 * model.forest.outputCount))),
    model.reader,
  );
  const issues = new FieldIssues();
  issues.rows = rows.length;
  const answerRow = rowAnswerer(call);
  const predictions: Prediction[] = [];
  for (const [index, values] of rows.entries()) {
    const answered = answerRow(values, '', new FieldIssues());
    if (answered) predictions.push(answered.prediction);
    // Tensors have no order that a number of a column would mean: it is read again by its name.
    else answerRow(model.reader.byName(values), `/rows/${index}`, issues);
  }
  issues.throwIfAny();
  return json({
    model_name: model.id.name,
    model_version: model.id.version,
    id,
    outputs: outputTensors(model.schema)
      .filter(({ name }) => outputs.includes(name))
      .map(({ shape: [, width = 1], ...tensor }) => ({
        ...tensor,
        shape: [rows.length, width],
        data: predictions.flatMap((prediction) => outputOf(tensor.name, prediction)),
      })),
  } satisfies Answers['InferAnswer']);
}

function outputOf(name: string, answer: Prediction): readonly (number | string)[] {
  if (name === 'predict' || !isClassPrediction(answer)) return [answer.prediction];
  return name === 'class_name' ? [answer.class_name] : answer.probabilities;
}

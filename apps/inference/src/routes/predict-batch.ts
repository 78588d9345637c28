import { RequestError } from '@lambda-forest/api';
import { readCsv, readInstances } from '@lambda-forest/api/batch';
import { FieldIssues, requireMediaType } from '@lambda-forest/api/reading';

import { MAX_ANSWER_BYTES, sentBytes } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { readJson, readText, requireSize } from '../http/read-text.ts';
import { predict } from '../predictor.ts';
import type { Call } from './route.ts';

/** `POST /predict/batch`: many rows, each with its answer or its errors. */
export function predictBatchRoute(call: Call): Reply {
  const { model, observation, elapsedMs } = call;
  const instances = readRows(call);
  const row = new Float64Array(model.schema.features.length);
  const answers: string[] = [];
  let bytes = 0;
  let failed = 0;
  for (const [index, instance] of instances.entries()) {
    const issues = new FieldIssues();
    model.reader.read(instance, row, issues, `/instances/${index}`);
    let answer: object;
    if (issues.total > 0) {
      failed++;
      observation.addIssues(issues.listed);
      answer = { errors: issues.listed };
    } else {
      answer = answerRow(call, row);
    }
    const text = JSON.stringify(answer);
    bytes += sentBytes(text);
    if (bytes > MAX_ANSWER_BYTES) throw tooLarge(index, instances.length);
    answers.push(text);
  }
  const rest = JSON.stringify({
    succeeded: instances.length - failed,
    failed,
    latency_ms: elapsedMs(),
    model: model.id,
  });
  return { status: 200, body: `{"predictions":[${answers.join()}],${rest.slice(1)}` };
}

function readRows({ request, model, config }: Call): readonly unknown[] {
  const type = requireMediaType(request.headers.get('content-type'), [
    'application/json',
    'text/csv',
  ]);
  requireSize(request, config.maxBatchBodyBytes);
  return type === 'text/csv'
    ? readCsv(readText(request, 'CSV_INVALID'), model.schema, config.maxBatchRows)
    : readInstances(readJson(request), config.maxBatchRows);
}

function answerRow({ model, observation }: Call, row: Float64Array): object {
  const warnings = model.range.warnings(row);
  const prediction = predict(model, row);
  observation.addPrediction(prediction, warnings);
  return { ...prediction, warnings };
}

function tooLarge(fitting: number, rows: number): RequestError {
  return new RequestError(
    'ANSWER_TOO_LARGE',
    `Found ${rows} rows, whose answers are more than 6 MB.`,
    `Send at most ${fitting} rows of this kind at a time.`,
  );
}

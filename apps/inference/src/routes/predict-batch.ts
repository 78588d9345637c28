import type { Answers } from '@lambda-forest/api';
import { readCsv, readInstances } from '@lambda-forest/api/batch';
import { FieldIssues, requireMediaType } from '@lambda-forest/api/reading';

import { answerTooLarge, overflowCheck } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import { readJson, readText, requireSize } from '../http/read-text.ts';
import { rowAnswerer } from './answer-row.ts';
import type { Call } from './route.ts';

type BatchAnswer = Answers['BatchAnswer'];

/** `POST /predict/batch`: many rows, each with its answer or its errors. */
export function predictBatchRoute(call: Call): Reply {
  const { model, observation, elapsedMs } = call;
  const instances = readRows(call);
  const answerRow = rowAnswerer(call);
  const answers: string[] = [];
  const isOverflowing = overflowCheck(answers);
  let failed = 0;
  for (const [index, instance] of instances.entries()) {
    const issues = new FieldIssues();
    const answered = answerRow(instance, `/instances/${index}`, issues);
    let answer: BatchAnswer['predictions'][number];
    if (!answered) {
      observation.rowsRefused = ++failed;
      observation.addIssues(issues.listed);
      answer = { errors: issues.listed };
    } else {
      answer = { ...answered.prediction, warnings: answered.warnings };
    }
    answers.push(JSON.stringify(answer));
    if (isOverflowing()) throw answerTooLarge(instances.length, index);
  }
  const rest: Omit<BatchAnswer, 'predictions'> = {
    succeeded: instances.length - failed,
    failed,
    latency_ms: elapsedMs(),
    model: model.id,
  };
  return {
    status: 200,
    body: `{"predictions":[${answers.join()}],${JSON.stringify(rest).slice(1)}`,
  };
}

function readRows({ request, model, config }: Call): readonly unknown[] {
  const type = requireMediaType(request.header('content-type'), ['application/json', 'text/csv']);
  requireSize(request, config.maxBatchBodyBytes);
  return type === 'text/csv'
    ? readCsv(
        readText(request, 'CSV_INVALID'),
        model.schema,
        config.maxBatchRows,
        model.reader.isIgnored,
      )
    : readInstances(readJson(request), config.maxBatchRows);
}

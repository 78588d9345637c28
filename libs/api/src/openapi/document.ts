/**
 * The OpenAPI 3.1 document of a model's service, made from its schema alone: the same schema that requests are
 * checked by, so that document and service cannot drift apart.
 */
import type { Schema } from '@lambda-forest/schema';

import { PROBLEMS } from '../problems.ts';
import { exampleFeatures, exampleTensors } from './examples.ts';
import { ref } from './json.ts';
import type { Json, JsonSchema } from './json.ts';
import { componentSchemas } from './schemas.ts';

/** What the document says about the model besides its schema. */
export interface ApiInfo {
  readonly name: string;
  readonly version: string;
}

type Media = Readonly<Record<string, JsonSchema>>;

/** @param info of the model: both are not empty */
export function openApiDocument(schema: Schema, { name, version }: ApiInfo): JsonSchema {
  const example = exampleFeatures(schema);
  const json = (form: string, body?: Json): Media => ({
    'application/json': { schema: ref(form), ...(body !== undefined && { example: body }) },
  });
  const csv: Media = {
    'text/csv': {
      schema: { type: 'string' },
      example: [Object.keys(example), Object.values(example)].map(csvLine).join(''),
    },
  };
  const model = `/v2/models/{name}`;
  return {
    openapi: '3.1.0',
    info: {
      title: `${name}: ${schema.target.name} by ${schema.task}`,
      version,
      description: `Predicts ${schema.target.name} with a forest trained on ${schema.rowCount} rows.`,
    },
    paths: {
      '/predict': post(
        'predict',
        'Predict one row',
        json('PredictRequest', { features: example }),
        'Prediction',
      ),
      '/predict/batch': post(
        'predictBatch',
        'Predict many rows, with errors beside results',
        { ...json('BatchRequest', { instances: [example] }), ...csv },
        'BatchAnswer',
      ),
      '/health': get('health', 'Whether the service lives', 'Status'),
      '/ready': get('ready', 'Whether it can predict', 'Status'),
      '/model': get('model', 'Schema, metrics and provenance of the model', 'Model'),
      '/openapi.json': get('openapi', 'This document'),
      '/v2': get('serverMetadata', 'Server metadata', 'ServerMetadata', true),
      '/v2/health/live': get('serverLive', 'Server live', 'ServerLive', true),
      '/v2/health/ready': get('serverReady', 'Server ready', 'ServerLive', true),
      ...ofModel(model, '', []),
      ...ofModel(`${model}/versions/{version}`, 'Version', ['version']),
    },
    components: { schemas: componentSchemas(schema) },
  };

  function ofModel(path: string, suffix: string, more: readonly string[]): JsonSchema {
    const parameters = ['name', ...more].map((parameter) => ({
      name: parameter,
      in: 'path',
      required: true,
      schema: { const: parameter === 'name' ? name : version },
    }));
    const infer = post(
      `infer${suffix}`,
      'Inference',
      json('InferRequest', { inputs: exampleTensors(schema) }),
      'InferAnswer',
      true,
    );
    return {
      [path]: {
        ...get(`modelMetadata${suffix}`, 'Model metadata', 'ModelMetadata', true),
        parameters,
      },
      [`${path}/ready`]: {
        ...get(`modelReady${suffix}`, 'Model ready', 'ModelReady', true),
        parameters,
      },
      [`${path}/infer`]: { ...infer, parameters },
    };
  }
}

function get(operationId: string, summary: string, answer?: string, isV2 = false): JsonSchema {
  return { get: { operationId, summary, responses: responses(answer, isV2, [404, 500, 503]) } };
}

function post(
  operationId: string,
  summary: string,
  content: Media,
  answer: string,
  isV2 = false,
): JsonSchema {
  const statuses = [...new Set(Object.values(PROBLEMS).map(({ status }) => status))];
  return {
    post: {
      operationId,
      summary,
      requestBody: { required: true, content },
      responses: responses(
        answer,
        isV2,
        statuses.filter((status) => status !== 405),
      ),
    },
  };
}

/** Refusals are problem details; below /v2 they have the protocol's form. */
function responses(answer: string | undefined, isV2: boolean, failures: readonly number[]): Json {
  const schema = answer === undefined ? { type: 'object' } : ref(answer);
  const problem: Media = isV2
    ? { 'application/json': { schema: ref('InferenceError') } }
    : { 'application/problem+json': { schema: ref('Problem') } };
  const titles = new Map<number, string>(
    Object.values(PROBLEMS).map(({ status, title }) => [status, title]),
  );
  return {
    '200': { description: 'The answer', content: { 'application/json': { schema } } },
    ...Object.fromEntries(
      failures.map((status) => [
        String(status),
        { description: titles.get(status) ?? 'A problem', content: problem },
      ]),
    ),
  };
}

function csvLine(cells: readonly (number | string | boolean)[]): string {
  const quoted = cells.map((cell) => {
    const text = String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(',')}\n`;
}

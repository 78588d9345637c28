import type { Feature, Schema } from '@lambda-forest/schema';

import { PROBLEMS } from '../problems.ts';
import { exampleFeatures, exampleValue } from './examples.ts';
import { arrayOf, NUMBER, OBJECT, objectOf, ref, TEXT } from './json.ts';
import type { JsonSchema } from './json.ts';

const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
const SHARE: JsonSchema = { type: 'number', minimum: 0, maximum: 1 };

/** Every form that a request or an answer of this model has. */
export function componentSchemas(schema: Schema): Readonly<Record<string, JsonSchema>> {
  const { features } = schema;
  const values = features.map(featureSchema);
  const byName = Object.fromEntries(features.map(({ name }, index) => [name, values[index]!]));
  const row = Object.values(exampleFeatures(schema));
  const answer = answerMembers(schema);
  const warnings = arrayOf(objectOf({ feature: TEXT, message: TEXT }));
  return {
    Features: {
      description: 'A list in this order, or an object.',
      oneOf: [
        { type: 'array', prefixItems: values, items: false, minItems: values.length },
        objectOf(byName),
      ],
      examples: [row, exampleFeatures(schema)],
    },
    PredictRequest: objectOf({ features: ref('Features') }),
    Prediction: objectOf(
      { ...answer.required, latency_ms: NUMBER, model: ref('ModelId'), warnings },
      answer.optional,
    ),
    BatchRequest: objectOf({ instances: arrayOf(ref('Features'), { minItems: 1 }) }),
    BatchAnswer: objectOf({
      predictions: arrayOf({
        oneOf: [
          objectOf({ ...answer.required, warnings }, answer.optional),
          objectOf({ errors: arrayOf(ref('FieldIssue'), { minItems: 1 }) }),
        ],
      }),
      succeeded: COUNT,
      failed: COUNT,
      latency_ms: NUMBER,
      model: ref('ModelId'),
    }),
    ModelId: objectOf({
      name: TEXT,
      version: TEXT,
      sha256: { type: 'string', pattern: '^[0-9a-f]{12}$' },
    }),
    Model: objectOf({
      name: TEXT,
      version: TEXT,
      sha256: TEXT,
      schema: OBJECT,
      metrics: OBJECT,
      provenance: OBJECT,
    }),
    Status: objectOf({ status: { const: 'ok' }, model: ref('ModelId') }),
    FieldIssue: objectOf({ pointer: TEXT, code: TEXT, message: TEXT }),
    Problem: objectOf(
      {
        type: { type: 'string', format: 'uri' },
        title: TEXT,
        status: { type: 'integer' },
        code: { enum: Object.keys(PROBLEMS) },
      },
      { detail: TEXT, errors: arrayOf(ref('FieldIssue')) },
    ),
    ...openInferenceSchemas(),
  };
}

function featureSchema(feature: Feature): JsonSchema {
  const examples = [exampleValue(feature)];
  const isNullable = feature.missing > 0;
  if (feature.kind === 'categorical') {
    const levels = isNullable ? [...feature.levels, null] : feature.levels;
    return { title: feature.name, enum: levels, examples };
  }
  const { name, minimum, maximum } = feature;
  return {
    title: name,
    type: isNullable ? ['number', 'null'] : 'number',
    description: `Training saw ${minimum} to ${maximum}; beyond, the answer has a warning.`,
    examples,
  };
}

function answerMembers(schema: Schema): {
  required: Record<string, JsonSchema>;
  optional: Record<string, JsonSchema>;
} {
  if (schema.task === 'regression') {
    const level: JsonSchema = { const: 0.8 };
    return {
      required: { prediction: NUMBER },
      optional: { interval: objectOf({ lower: NUMBER, upper: NUMBER, level }) },
    };
  }
  const { classes } = schema.target;
  return {
    required: {
      prediction: { type: 'integer', minimum: 0, maximum: classes.length - 1 },
      class_name: { enum: classes },
      probabilities: arrayOf(SHARE, {
        minItems: classes.length,
        maxItems: classes.length,
        description: 'In the order of the classes.',
      }),
    },
    optional: {},
  };
}

/** As the protocol's own document has them, without what this service never sends. */
function openInferenceSchemas(): Readonly<Record<string, JsonSchema>> {
  const shape = arrayOf({ type: 'integer' });
  const tensor = objectOf({ name: TEXT, datatype: TEXT, shape });
  const data = arrayOf({});
  return {
    ServerMetadata: objectOf({ name: TEXT, version: TEXT, extensions: arrayOf(TEXT) }),
    ServerLive: objectOf({ live: { const: true } }),
    ModelReady: objectOf({ name: TEXT, ready: { const: true } }),
    ModelMetadata: objectOf({
      name: TEXT,
      versions: arrayOf(TEXT),
      platform: TEXT,
      inputs: arrayOf(tensor),
      outputs: arrayOf(tensor),
    }),
    InferRequest: {
      type: 'object',
      required: ['inputs'],
      properties: {
        id: TEXT,
        inputs: arrayOf({
          type: 'object',
          required: ['name', 'shape', 'datatype', 'data'],
          properties: { name: TEXT, shape, datatype: TEXT, data },
        }),
        outputs: arrayOf({ type: 'object', required: ['name'], properties: { name: TEXT } }),
      },
    },
    InferAnswer: objectOf(
      {
        model_name: TEXT,
        model_version: TEXT,
        outputs: arrayOf(objectOf({ name: TEXT, datatype: TEXT, shape, data })),
      },
      { id: TEXT },
    ),
    InferenceError: objectOf({ error: TEXT }),
  };
}

import { columnReaders, INTERVAL_LEVEL } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';

import type {
  Answers,
  ClassPrediction,
  InferAnswer,
  InferenceError,
  Interval,
  ModelId,
  QuantityPrediction,
  RangeWarning,
  RowErrors,
  TensorMetadata,
} from '../answers.ts';
import { PROBLEMS } from '../problems.ts';
import type { FieldIssue, Problem } from '../problems.ts';
import { inputTensors, outputTensors } from '../reading/open-inference/index.ts';
import type { RequestForm } from '../descriptions.ts';
import { columnSchema, missingSchema } from './column-schema.ts';
import { exampleFeatures, tensorReaders } from './examples.ts';
import {
  arrayOf,
  enumOf,
  formOf,
  NUMBER,
  OBJECT,
  objectOf,
  ofLength,
  only,
  ref,
  TEXT,
  tupleOf,
} from './json.ts';
import type { JsonSchema, Members, OptionalMembers } from './json.ts';

const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
const SHARE: JsonSchema = { type: 'number', minimum: 0, maximum: 1 };

/** What a schema of the document describes: an answer, a request, or a part of one. */
type FormName =
  | keyof Answers
  | RequestForm
  | 'Features'
  | 'FieldIssue'
  | 'InferenceError'
  | 'Missing'
  | 'ModelId'
  | 'Problem';

type Forms<Name extends FormName = FormName> = Readonly<Record<Name, JsonSchema>>;

/**
 * Every form that a request or an answer of this model has.
 *
 * @param ignored names that an object of features may have, although the model does not
 */
export function componentSchemas(schema: Schema, ignored: readonly string[]): Forms {
  const readers = columnReaders(schema);
  const values = readers.map((reader) => columnSchema(reader, schema));
  const named = (isOptional: boolean) =>
    readers.flatMap(({ column, mayMiss }, i) =>
      mayMiss === isOptional ? [[column.name, values[i]!] as const] : [],
    );
  const unused: JsonSchema = { description: 'Not used: no feature of the model.' };
  const optional = [...named(true), ...ignored.map((name) => [name, unused] as const)];
  const row = Object.values(exampleFeatures(schema));
  const answer = answerMembers(schema);
  const warnings = arrayOf(formOf<RangeWarning>({ feature: TEXT, message: TEXT }));
  const anyRow = {
    description: 'A row that is nothing like it is answered with its errors.',
    anyOf: [ref('Features'), {}],
  };
  const served = { latency_ms: NUMBER, model: ref('ModelId') };
  return {
    Features: {
      description: 'A list in this order, or an object.',
      oneOf: [
        // What each is stands with the object's member of its title: no column is described twice.
        tupleOf(values.map(({ description: _, ...value }) => value)),
        objectOf(Object.fromEntries(named(false)), Object.fromEntries(optional)),
      ],
      examples: [row, exampleFeatures(schema)],
    },
    Missing: missingSchema(schema),
    PredictRequest: objectOf({ features: ref('Features') }),
    Prediction: objectOf({ ...answer.required, ...served, warnings }, answer.optional),
    BatchRequest: objectOf({ instances: arrayOf(anyRow, { minItems: 1 }) }),
    BatchAnswer: formOf<Answers['BatchAnswer']>({
      predictions: arrayOf({
        oneOf: [
          objectOf({ ...answer.required, warnings }, answer.optional),
          formOf<RowErrors>({ errors: arrayOf(ref('FieldIssue'), { minItems: 1 }) }),
        ],
      }),
      succeeded: COUNT,
      failed: COUNT,
      ...served,
    }),
    ModelId: formOf<ModelId>({
      name: TEXT,
      version: TEXT,
      sha256: { type: 'string', pattern: '^[0-9a-f]{12}$' },
    }),
    Model: formOf<Answers['Model']>({
      name: TEXT,
      version: TEXT,
      sha256: TEXT,
      schema: OBJECT,
      metrics: OBJECT,
      provenance: OBJECT,
    }),
    Status: formOf<Answers['Status']>({ status: only('ok'), model: ref('ModelId') }),
    FieldIssue: formOf<FieldIssue>({ pointer: TEXT, code: TEXT, message: TEXT }),
    Problem: formOf<Problem>(
      {
        type: { type: 'string', format: 'uri' },
        title: TEXT,
        status: { type: 'integer' },
        code: enumOf(Object.keys(PROBLEMS)),
      },
      { detail: TEXT, errors: arrayOf(ref('FieldIssue')) },
    ),
    ...openInferenceSchemas(schema),
  };
}

function answerMembers(schema: Schema): {
  required: Members<ClassPrediction> | Members<QuantityPrediction>;
  optional: Partial<OptionalMembers<QuantityPrediction>>;
} {
  if (schema.task === 'regression') {
    const level = only(INTERVAL_LEVEL);
    return {
      required: { prediction: NUMBER },
      optional: { interval: formOf<Interval>({ lower: NUMBER, upper: NUMBER, level }) },
    };
  }
  const { classes } = schema.target;
  return {
    required: {
      prediction: { type: 'integer', minimum: 0, maximum: classes.length - 1 },
      class_name: enumOf(classes),
      probabilities: arrayOf(SHARE, {
        ...ofLength(classes.length),
        description: 'In the order of the classes.',
      }),
    },
    optional: {},
  };
}

/**
 * The tensors of a single row, as `/v2/models/{name}` describes them. More rows are more values, and a larger first
 * size: no keyword of JSON Schema says that the values are as many as the sizes multiply to, and none that tensors
 * may have any order.
 */
function oneRow(schema: Schema): JsonSchema {
  const readers = tensorReaders(schema);
  const tensors = inputTensors(readers);
  const values = readers.map((reader) => columnSchema(reader, schema));
  const isWhole = tensors.length === 1 && readers.length > 1;
  const isPlain = readers.every((each) => !each.mayMiss && each.markerNumbers.size === 0);
  const wholeRow = isPlain ? arrayOf(NUMBER, ofLength(readers.length)) : tupleOf(values);
  const required = readers.filter(({ mayMiss }) => !mayMiss).length;
  return {
    description:
      'One row. For more of them the first number of each shape is how many, and data has as many values as the shape says, flat or by rows. Tensors of features that may be missing, which are last here, may be absent.',
    ...tupleOf(
      tensors.map(({ name, datatype, shape: [, width = 1] }, i) => ({
        type: 'object',
        required: ['name', 'shape', 'datatype', 'data'],
        properties: {
          name: tensors.length === 1 ? TEXT : only(name),
          shape: { ...tupleOf([only(1), only(width)]), ...(!isWhole && { minItems: 1 }) },
          datatype: only(datatype),
          data: isWhole ? wholeRow : arrayOf(values[i]!, ofLength(1)),
        },
      })),
    ),
    ...(tensors.length > 1 && { minItems: Math.max(1, required) }),
  };
}

type OpenInferenceForm =
  | 'InferenceError'
  | 'InferRequest'
  | 'InferAnswer'
  | 'ModelMetadata'
  | 'ModelReady'
  | 'ServerLive'
  | 'ServerMetadata';

/** As the protocol's own document has them, without what this service never sends. */
function openInferenceSchemas(schema: Schema): Forms<OpenInferenceForm> {
  const shape = arrayOf({ type: 'integer' });
  const parameters = formOf<NonNullable<TensorMetadata['parameters']>>({ optional: only(true) });
  const tensor = formOf<TensorMetadata>({ name: TEXT, datatype: TEXT, shape }, { parameters });
  return {
    ServerMetadata: formOf<Answers['ServerMetadata']>({
      name: TEXT,
      version: TEXT,
      extensions: arrayOf(TEXT),
    }),
    ServerLive: formOf<Answers['ServerLive']>({ live: only(true), ready: only(true) }),
    ModelReady: formOf<Answers['ModelReady']>({ name: TEXT, ready: only(true) }),
    ModelMetadata: formOf<Answers['ModelMetadata']>({
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
        id: { type: ['string', 'null'] },
        inputs: oneRow(schema),
        outputs: {
          anyOf: [
            { type: 'null' },
            arrayOf({
              type: 'object',
              required: ['name'],
              properties: { name: enumOf(outputTensors(schema).map(({ name }) => name)) },
            }),
          ],
        },
      },
    },
    InferAnswer: formOf<Answers['InferAnswer']>(
      {
        model_name: TEXT,
        model_version: TEXT,
        outputs: arrayOf(
          formOf<InferAnswer['outputs'][number]>({
            name: TEXT,
            datatype: TEXT,
            shape,
            data: arrayOf({}),
          }),
        ),
      },
      { id: TEXT },
    ),
    InferenceError: formOf<InferenceError>({ error: TEXT }),
  };
}

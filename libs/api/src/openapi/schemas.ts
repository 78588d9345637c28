import { inputColumns, policiesOf } from '@lambda-forest/schema';
import type { InputColumn, Policies, Schema } from '@lambda-forest/schema';

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
import { NUMERIC_DATATYPES, TEXT_DATATYPE } from '../reading/open-inference/tensors.ts';
import type { RequestForm } from '../routes.ts';
import { exampleFeatures, exampleOf } from './examples.ts';
import { arrayOf, formOf, NUMBER, OBJECT, objectOf, ref, TEXT } from './json.ts';
import type { JsonSchema, Members, OptionalMembers } from './json.ts';

const DATATYPES = [...Array.from(NUMERIC_DATATYPES, String), TEXT_DATATYPE];
const COUNT: JsonSchema = { type: 'integer', minimum: 0 };
const SHARE: JsonSchema = { type: 'number', minimum: 0, maximum: 1 };

/** What a schema of the document describes: an answer, a request, or a part of one. */
type FormName =
  | keyof Answers
  | RequestForm
  | 'Features'
  | 'FieldIssue'
  | 'InferenceError'
  | 'ModelId'
  | 'Problem';

type Forms<Name extends FormName = FormName> = Readonly<Record<Name, JsonSchema>>;

/** Every form that a request or an answer of this model has. */
export function componentSchemas(schema: Schema): Forms {
  const columns = inputColumns(schema.features);
  const policies = policiesOf(schema);
  const values = columns.map((column) => columnSchema(column, policies));
  const byName = Object.fromEntries(columns.map(({ name }, index) => [name, values[index]!]));
  const row = Object.values(exampleFeatures(schema));
  const answer = answerMembers(schema);
  const warnings = arrayOf(formOf<RangeWarning>({ feature: TEXT, message: TEXT }));
  const served = { latency_ms: NUMBER, model: ref('ModelId') };
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
    Prediction: objectOf({ ...answer.required, ...served, warnings }, answer.optional),
    BatchRequest: objectOf({ instances: arrayOf(ref('Features'), { minItems: 1 }) }),
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
    Status: formOf<Answers['Status']>({ status: { const: 'ok' }, model: ref('ModelId') }),
    FieldIssue: formOf<FieldIssue>({ pointer: TEXT, code: TEXT, message: TEXT }),
    Problem: formOf<Problem>(
      {
        type: { type: 'string', format: 'uri' },
        title: TEXT,
        status: { type: 'integer' },
        code: { enum: Object.keys(PROBLEMS) },
      },
      { detail: TEXT, errors: arrayOf(ref('FieldIssue')) },
    ),
    ...openInferenceSchemas(schema),
  };
}

/** A value in a tensor, where a boolean is a text. */
function elementSchema(column: InputColumn, policies: Policies): JsonSchema {
  const { kind, feature } = column;
  const isBoolean = kind === 'categorical' && column.feature.boolean;
  if (isBoolean !== true) return columnSchema(column, policies);
  const isNullable = feature.missing > 0 && policies.missing === 'learned';
  return { enum: ['false', 'true', ...(isNullable ? [null] : [])] };
}

function columnSchema(column: InputColumn, { missing }: Policies): JsonSchema {
  const { name: title, feature } = column;
  const examples = [exampleOf(column)];
  const isNullable = feature.missing > 0 && missing === 'learned';
  const orNull = (type: string) => (isNullable ? [type, 'null'] : type);
  if (column.kind === 'datetime') {
    const description = `A date, with or without a time of day, in ISO 8601${column.format === 'iso' ? '' : ` or as ${column.format}`}.`;
    return { title, type: orNull('string'), description, examples };
  }
  if (column.kind === 'categorical') {
    const { levels, boolean, other } = column.feature;
    if (boolean === true) return { title, type: orNull('boolean'), examples };
    if (other === true) {
      const description =
        'A text that is none of the examples counts as one that was rare in training.';
      return { title, type: orNull('string'), description, examples: levels.slice(0, -1) };
    }
    return { title, enum: isNullable ? [...levels, null] : levels, examples };
  }
  const { minimum, maximum } = column.feature;
  return {
    title,
    type: orNull('number'),
    description: `Training saw ${minimum} to ${maximum}; beyond, the answer has a warning.`,
    examples,
  };
}

function answerMembers(schema: Schema): {
  required: Members<ClassPrediction> | Members<QuantityPrediction>;
  optional: Partial<OptionalMembers<QuantityPrediction>>;
} {
  if (schema.task === 'regression') {
    const level: JsonSchema = { const: 0.8 };
    return {
      required: { prediction: NUMBER },
      optional: { interval: formOf<Interval>({ lower: NUMBER, upper: NUMBER, level }) },
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

/** The tensors of a single row, as `/v2/models/{name}` describes them. */
function oneRow(schema: Schema): JsonSchema {
  const columns = inputColumns(schema.features);
  const policies = policiesOf(schema);
  const tensors = inputTensors(schema);
  const isWhole = tensors.length === 1 && columns.length > 1;
  return {
    type: 'array',
    description: 'One row.',
    minItems: tensors.length,
    items: false,
    prefixItems: tensors.map(({ name, datatype, shape: [, width = 1] }, i) =>
      objectOf({
        name: { const: name },
        shape: { const: [1, width] },
        datatype: { const: datatype },
        data: arrayOf(isWhole ? NUMBER : elementSchema(columns[i]!, policies), {
          minItems: width,
          maxItems: width,
        }),
      }),
    ),
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
  const tensor = formOf<TensorMetadata>({ name: TEXT, datatype: TEXT, shape });
  const data = arrayOf({});
  return {
    ServerMetadata: formOf<Answers['ServerMetadata']>({
      name: TEXT,
      version: TEXT,
      extensions: arrayOf(TEXT),
    }),
    ServerLive: formOf<Answers['ServerLive']>({ live: { const: true } }),
    ModelReady: formOf<Answers['ModelReady']>({ name: TEXT, ready: { const: true } }),
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
        id: TEXT,
        inputs: {
          anyOf: [
            oneRow(schema),
            arrayOf(
              {
                type: 'object',
                required: ['name', 'shape', 'datatype', 'data'],
                properties: {
                  name: TEXT,
                  shape: arrayOf({ type: 'integer', minimum: 1 }, { minItems: 1, maxItems: 2 }),
                  datatype: { enum: DATATYPES },
                  data,
                },
              },
              {
                minItems: 1,
                description:
                  'One tensor with all columns of shape [rows, columns], or one of shape [rows] or [rows, 1] for each column, named as it. As many values as the shape says, flat or by rows.',
              },
            ),
          ],
        },
        outputs: arrayOf(
          {
            type: 'object',
            required: ['name'],
            properties: { name: { enum: outputTensors(schema).map(({ name }) => name) } },
          },
          { minItems: 1 },
        ),
      },
    },
    InferAnswer: formOf<Answers['InferAnswer']>(
      {
        model_name: TEXT,
        model_version: TEXT,
        outputs: arrayOf(
          formOf<InferAnswer['outputs'][number]>({ name: TEXT, datatype: TEXT, shape, data }),
        ),
      },
      { id: TEXT },
    ),
    InferenceError: formOf<InferenceError>({ error: TEXT }),
  };
}

/**
 * The OpenAPI 3.1 document of a model's service, made from the table of routes and the model's schema: the same
 * that requests are routed and checked by, so that document and service cannot drift apart.
 */
import { columnReaders, inputColumns } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { count } from '@lambda-forest/text';

import { DESCRIPTIONS } from '../descriptions.ts';
import type { Description, RequestForm } from '../descriptions.ts';
import { PROBLEMS } from '../problems.ts';
import {
  IGNORED_COLUMNS,
  isOpenInference,
  OPERATIONS,
  pathsOf,
  PROBABILITY_SUM,
} from '../routes.ts';
import type { Operation } from '../routes.ts';
import { exampleFeatures, exampleTensors } from './examples.ts';
import { cellPattern, literally } from './column-schema.ts';
import { csvCell, only, ref } from './json.ts';
import type { Json, JsonSchema } from './json.ts';
import { componentSchemas } from './schemas.ts';

/** What the document says about the model besides its schema. */
export interface ApiInfo {
  readonly name: string;
  readonly version: string;
  /** Columns of the training table that the model does not use: requests may have them. Default: none. */
  readonly ignored?: readonly string[];
  /** Whether the probabilities of a row add up to 1. Default: not said. */
  readonly sumsToOne?: boolean;
}

type Media = Readonly<Record<string, JsonSchema>>;

/** @param info of the model: both are not empty */
export function openApiDocument(
  schema: Schema,
  { name, version, ignored = [], sumsToOne = false }: ApiInfo,
): JsonSchema {
  const parameterValues: Readonly<Record<string, string>> = { name, version };
  const descriptions: Readonly<Partial<Record<Operation, Description>>> = DESCRIPTIONS;
  const paths = OPERATIONS.flatMap(([operation, row]) => {
    const description = descriptions[operation] ?? {};
    const { summary = operation, body, takesCsv = false } = description;
    return pathsOf(row).map((path, index) => {
      const parameters = Array.from(path.matchAll(/\{(\w+)\}/g), ([, parameter = '']) => ({
        name: parameter,
        in: 'path',
        required: true,
        schema: only(parameterValues[parameter] ?? ''),
      }));
      const item = {
        [row.method.toLowerCase()]: {
          operationId: `${operation}${index === 0 ? '' : 'Version'}`,
          summary,
          ...(body !== undefined && {
            requestBody: {
              required: true,
              content: bodyContent(body, takesCsv, schema),
            },
          }),
          responses: responses(path, description),
        },
        ...(parameters.length > 0 && { parameters }),
      };
      return [path, item] as const;
    });
  });
  return {
    openapi: '3.1.0',
    info: {
      title: `${name}: ${schema.target.name} by ${schema.task}`,
      version,
      description: `Predicts ${schema.target.name} from ${count(inputColumns(schema).length, 'column')}.`,
    },
    // Relative to the address of this document, which may be below a stage or a base path.
    servers: [{ url: '.' }],
    paths: Object.fromEntries(paths),
    components: { schemas: componentSchemas(schema, ignored) },
    [IGNORED_COLUMNS]: ignored,
    ...(sumsToOne && { [PROBABILITY_SUM]: 1 }),
  };
}

function bodyContent(body: RequestForm, takesCsv: boolean, schema: Schema): Media {
  const row = exampleFeatures(schema);
  const examples: Readonly<Record<RequestForm, Json>> = {
    PredictRequest: { features: row },
    BatchRequest: { instances: [row] },
    InferRequest: { inputs: exampleTensors(schema) },
  };
  return {
    'application/json': { schema: ref(body), example: examples[body] },
    ...(takesCsv && {
      'text/csv': {
        schema: csvSchema(schema),
        example: [Object.keys(row), Object.values(row)].map(csvLine).join(''),
      },
    }),
  };
}

/** What a request without a body can be refused with. */
const WITHOUT_BODY: readonly string[] = ['ROUTE_NOT_FOUND', 'SERVICE_FAILED', 'MODEL_UNAVAILABLE'];

/** By status, the titles of all that an operation can be refused with. */
function failuresOf({ body, takesCsv = false }: Description): ReadonlyMap<number, string> {
  const titles = new Map<number, string>();
  for (const [code, { status, title }] of Object.entries(PROBLEMS)) {
    const isPossible =
      body === undefined ? WITHOUT_BODY.includes(code) : takesCsv || code !== 'CSV_INVALID';
    // The document lists every method that a path has: it has no operation for another one.
    if (!isPossible || status === 405) continue;
    const before = titles.get(status);
    titles.set(status, before === undefined ? title : `${before}, or: ${title}`);
  }
  return titles;
}

/** Refusals are problem details; below /v2 they have the protocol's form. */
function responses(path: string, description: Description): Json {
  const { answer } = description;
  const schema = answer === undefined ? { type: 'object' } : ref(answer);
  const problem: Media = isOpenInference(path)
    ? { 'application/json': { schema: ref('InferenceError') } }
    : { 'application/problem+json': { schema: ref('Problem') } };
  return {
    '200': { description: 'The answer', content: { 'application/json': { schema } } },
    ...Object.fromEntries(
      Array.from(failuresOf(description), ([status, titles]) => [
        String(status),
        { description: titles, content: problem },
      ]),
    ),
  };
}

/** A cell that no dialect takes apart: printable ASCII without blanks, quotes and delimiters. */
const ANY_CELL = String.raw`[!#-&(-+\-./0-9:<-{}~]{1,20}`;

/**
 * A table as the service is sure to take it: it finds out other dialects too, which no keyword can describe. The first
 * row may be one that fits, cell by cell, and every row is one of any cells. No cell can match in two ways, else a text
 * that does not match would take time that doubles with each column.
 */
function csvSchema(schema: Schema): JsonSchema {
  const readers = columnReaders(schema);
  const names = readers.map(({ column }) => literally(csvCell(column.name))).join();
  const fitting = readers.map((reader) => cellPattern(reader, schema)).join();
  const others = readers.length - 1;
  const row = others === 0 ? ANY_CELL : `(${ANY_CELL},){${others}}${ANY_CELL}`;
  const description =
    'A line with the names of the columns and a row for each prediction, in this or another dialect of CSV. A row with a cell that does not fit is answered with its errors.';
  return {
    type: 'string',
    description,
    pattern: `^${names}\\n(${fitting}|${row})(\\n${row})*\\n?$`,
  };
}

function csvLine(cells: readonly (number | string | boolean)[]): string {
  return `${cells.map(csvCell).join()}\n`;
}

/** Every way from a value to the numbers that a forest gets for it, through the libraries that really take it. */
import { Buffer } from 'node:buffer';

import {
  encodeTable,
  parseTable,
  readerRules,
  scaleDataset,
  TableReader,
} from '@lambda-forest/data';
import { ForestBuilder } from '@lambda-forest/forest';
import { inputColumns } from '@lambda-forest/schema';
import type { Schema } from '@lambda-forest/schema';
import { createScorer, RowReader } from '@lambda-forest/scoring';
import type { RowBatch } from '@lambda-forest/scoring';
import { encodeModel } from '@lambda-forest/serializer';
import { DataValidationError, scanParquet, TextScanner } from '@lambda-forest/table';
import { parquetWriteBuffer } from 'hyparquet-writer';

import { loadModel } from '../../src/served-model.ts';
import { client, httpApiEvent, toAnswer } from '../client.ts';
import type { Value } from './schemas.ts';

/** The numbers of a row as the forest gets them, scaled if the model scales. */
export type Row = readonly number[] | 'refused';

/** What a reader makes of each value; undefined where its format cannot have the value. */
export type Read = (values: readonly Value[]) => Promise<readonly (Row | undefined)[]>;

const forest = (schema: Schema) => {
  const builder = new ForestBuilder(schema.features.length, 1);
  builder.addLeaf([1]);
  return builder.build();
};

/** Readers by what they read: cells of CSV, JSON, and the types of Parquet. All of a group must agree. */
export function readersOf(schema: Schema): Readonly<Record<'csv' | 'json', [string, Read][]>> {
  const service = serviceReaders(schema);
  return {
    csv: [
      ['training of CSV', each(trainedBy(schema, 'csv'), csvFile(true))],
      ['predict of CSV', predicted(schema, csvFile(false), 'csv')],
      ['/predict/batch of CSV', service.csv],
    ],
    json: [
      ['training of JSON Lines', each(trainedBy(schema, 'jsonl'), jsonLines(true))],
      ['training of Parquet', trainedParquet(schema)],
      ['predict of JSON Lines', predicted(schema, jsonLines(false), 'jsonl')],
      ['predict of Parquet', predictedParquet(schema)],
      ['/predict with a list', service.list],
      ['/predict with an object', service.object],
      ['/predict/batch of JSON', service.batch],
      ['infer', service.infer],
      ['/predict where null is left out', service.absent],
      ['infer where null is left out', service.inferAbsent],
    ],
  };
}

// Files, with a header and rows of x, k and, for training, the target y.

/** Numbers that say how their column is written: how each is read depends on the others, see `numberFormats`. */
const OTHER_MARKS = /^\s*[+-]?(?!\d{1,3},\d{3}\s*$)[\d.]*,\d/;

function csvFile(hasTarget: boolean) {
  return (values: readonly Value[]): string | undefined => {
    if (values.some(({ cell }) => cell === undefined || OTHER_MARKS.test(cell))) return undefined;
    // What any reader finds out of a file must not depend on its values: 0.5 has the decimal mark.
    const end = hasTarget ? ',0.5,0.5' : ',0.5';
    const lines = values.map(({ cell }, i) => csvCell(cell!, i) + end);
    return [hasTarget ? 'x,k,y' : 'x,k', ...lines].map((line) => `${line}\n`).join('');
  };
}

/** In quotes where it must be, and every other time. */
function csvCell(cell: string, index: number): string {
  return index % 2 === 0 || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function jsonLines(hasTarget: boolean) {
  const end = hasTarget ? ',"k":0.5,"y":0.5}\n' : ',"k":0.5}\n';
  return (values: readonly Value[]): string =>
    values.map(({ json }) => `{"x":${json}${end}`).join('');
}

function parquetFile(cell: Value['typed'][number], hasTarget: boolean) {
  const data = [cell];
  const one = { data: [0.5], type: 'DOUBLE' as const };
  const type = typeOf(cell);
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'x', data, type, nullable: true },
      { name: 'k', ...one },
      ...(hasTarget ? [{ name: 'y', ...one }] : []),
    ],
  });
  return {
    byteLength: buffer.byteLength,
    slice: (from: number, to?: number) => Promise.resolve(buffer.slice(from, to)),
  };
}

function typeOf(cell: Value['typed'][number]): 'STRING' | 'DOUBLE' | 'INT64' | 'BOOLEAN' {
  if (typeof cell === 'number') return 'DOUBLE';
  if (typeof cell === 'bigint') return 'INT64';
  return typeof cell === 'boolean' ? 'BOOLEAN' : 'STRING';
}

// Training: a model reads a table by its schema.

const CHOICE = { encoding: 'utf-8' };

/** Files of one value each, for a table is refused as a whole. */
function each(
  read: (file: string) => Row,
  write: (values: readonly Value[]) => string | undefined,
): Read {
  return (values) =>
    Promise.resolve(
      values.map((value) => {
        const file = write([value]);
        return file === undefined ? undefined : read(file);
      }),
    );
}

function trainedBy(schema: Schema, format: 'csv' | 'jsonl') {
  return (text: string): Row => orRefused(() => trained(schema, tableOf(schema, text, format))[0]!);
}

/** Rows of one table. */
export function trainedTogether(
  schema: Schema,
  values: readonly Value[],
  format: 'csv' | 'jsonl',
): Row[] {
  const write = format === 'csv' ? csvFile(true) : jsonLines(true);
  return trained(schema, tableOf(schema, write(values)!, format));
}

function tableOf(schema: Schema, text: string, format: 'csv' | 'jsonl') {
  const options = { format, ...CHOICE, ...readerRules(schema) };
  return parseTable(Buffer.from(text), { source: 'rows', ...options });
}

function trained({ scaling, ...schema }: Schema, table: Parameters<typeof encodeTable>[0]): Row[] {
  const dataset = encodeTable(table, schema);
  const { columns } = scaling === undefined ? dataset : scaleDataset(dataset, scaling);
  return Array.from({ length: table.rowCount }, (_, row) => columns.map((column) => column[row]!));
}

function trainedParquet(schema: Schema): Read {
  const read = async (cell: Value['typed'][number]): Promise<Row> => {
    const reader = new TableReader('rows', readerRules(schema));
    await reader.readParquet('rows', parquetFile(cell, true));
    return orRefused(() => trained(schema, reader.finish())[0]!);
  };
  return (values) => Promise.all(values.map(({ typed }) => agreed(typed, read)));
}

function orRefused(read: () => Row): Row {
  try {
    return read();
  } catch (error) {
    if (error instanceof DataValidationError) return 'refused';
    throw error;
  }
}

/** The one row that all forms of a value become. */
async function agreed<T>(
  forms: readonly T[],
  read: (form: T) => Promise<Row>,
): Promise<Row | undefined> {
  const rows = await Promise.all(forms.map(read));
  const different = rows.find((row) => JSON.stringify(row) !== JSON.stringify(rows[0]));
  if (different !== undefined)
    throw new Error(`Found ${String(rows[0])} and ${String(different)}.`);
  return rows[0];
}

// `predict`: batches of rows.

function predicted(
  schema: Schema,
  write: (values: readonly Value[]) => string | undefined,
  format: 'csv' | 'jsonl',
): Read {
  return ofThoseIn(write, (file) => {
    const { rows, reader } = collector(schema);
    const scanner = new TextScanner('rows', { format, ...CHOICE }, reader);
    scanner.push(Buffer.from(file));
    scanner.end();
    reader.end();
    return Promise.resolve(rows);
  });
}

/** Reads a file of the values that the format has. */
function ofThoseIn(
  write: (values: readonly Value[]) => string | undefined,
  read: (file: string) => Promise<readonly Row[]>,
): Read {
  return async (values) => {
    const known = values.filter((value) => write([value]) !== undefined);
    const rows = known.length === 0 ? [] : await read(write(known)!);
    return values.map((value) => rows[known.indexOf(value)]);
  };
}

function predictedParquet(schema: Schema): Read {
  const read = async (cell: Value['typed'][number]): Promise<Row> => {
    const { rows, reader } = collector(schema);
    await scanParquet('rows', parquetFile(cell, false), reader.parquet());
    reader.end();
    return rows[0]!;
  };
  return (values) => Promise.all(values.map(({ typed }) => agreed(typed, read)));
}

function collector(schema: Schema): { rows: Row[]; reader: RowReader } {
  const rows: Row[] = [];
  const scorer = createScorer(schema, forest(schema));
  const onBatch = (batch: RowBatch) => {
    const filled = batch.rows.subarray(0, batch.count * batch.featureCount);
    scorer.score(filled); // scales them
    for (let i = 0; i < batch.count; i++) {
      const numbers = filled.slice(i * batch.featureCount, (i + 1) * batch.featureCount);
      rows.push(batch.problems.has(i) ? 'refused' : [...numbers]);
    }
  };
  return { rows, reader: new RowReader(schema, { source: 'rows', onBatch }) };
}

// The service, whose forest notes what it is asked.

function serviceReaders(schema: Schema) {
  const file = encodeModel({ schema, forest: forest(schema), provenance: PROVENANCE });
  const loaded = loadModel(file);
  const seen: number[][] = [];
  const predictRow = (row: Float64Array) => {
    seen.push([...row]);
    return loaded.predictor.predictRow(row);
  };
  const size = String(6_291_456);
  const environment = { MAX_BODY_BYTES: size, MAX_BATCH_BODY_BYTES: size };
  const service = client(
    { ...loaded, predictor: { ...loaded.predictor, predictRow } },
    environment,
  );
  const post = async (path: string, body: string, type = 'application/json') => {
    seen.length = 0;
    const sent = Buffer.from(body).toString('base64');
    const event = httpApiEvent('POST', path, sent, { 'content-type': type });
    const { status, json } = toAnswer(await service.service({ ...event, isBase64Encoded: true }));
    if (status !== 200 && status !== 400)
      throw new Error(`Found status ${status}: ${JSON.stringify(json)}`);
    if (status === 400 && json.code !== undefined && json.code !== 'INPUT_INVALID') {
      throw new Error(`Found ${JSON.stringify(json)}`);
    }
    return { status, json };
  };
  const single =
    (bodyOf: (value: Value) => string | undefined, path = '/predict'): Read =>
    async (values) => {
      const rows: (Row | undefined)[] = [];
      for (const value of values) {
        const body = bodyOf(value);
        const status = body === undefined ? undefined : (await post(path, body)).status;
        rows.push(status === 200 ? seen[0]! : status === undefined ? undefined : 'refused');
      }
      return rows;
    };
  const batch = async (body: string, type?: string): Promise<Row[]> => {
    const { json } = await post('/predict/batch', body, type);
    let next = 0;
    return (json.predictions as object[]).map((answer) =>
      'errors' in answer ? 'refused' : seen[next++]!,
    );
  };
  const [x] = inputColumns(schema);
  const datatype = x!.kind === 'numeric' ? 'FP64' : 'BYTES';
  const infer = '/v2/models/reading/infer';
  const k = '{"name":"k","shape":[1],"datatype":"FP64","data":[0.5]}';
  const ofNull = (body: string) => (value: Value) => (value.json === 'null' ? body : undefined);
  return {
    list: single(({ json }) => `{"features":[${json},0.5]}`),
    object: single(({ json }) => `{"features":{"k":0.5,"x":${json}}}`),
    batch: (values: readonly Value[]) =>
      batch(`{"instances":[${values.map(({ json }) => `[${json},0.5]`).join()}]}`),
    csv: ofThoseIn(csvFile(false), (file) => batch(file, 'text/csv')),
    infer: single(
      ({ json }) =>
        `{"inputs":[{"name":"x","shape":[1],"datatype":"${datatype}","data":[${json}]},${k}]}`,
      infer,
    ),
    absent: single(ofNull('{"features":{"k":0.5}}')),
    inferAbsent: single(ofNull(`{"inputs":[${k}]}`), infer),
  };
}

const PROVENANCE = {
  name: 'reading',
  version: '1.0.0',
  lambdaForest: '0.1.0',
  engine: { name: 'test', version: '1' },
  options: {},
  seed: 1,
  data: { source: 'rows', sha256: '0'.repeat(64), rows: 10 },
  split: { testSize: 0.2, trainRows: 8, testRows: 2, stratified: false, folds: 5 },
  metrics: {},
};

import { findSuspicions, readDataset, TableReader } from '@lambda-forest/data';
import type { Table } from '@lambda-forest/data';
import type { Schema } from '@lambda-forest/schema';
import { RowReader } from '@lambda-forest/scoring';
import { DataValidationError, scanParquet, TextScanner } from '@lambda-forest/table';
import type { TableSinks } from '@lambda-forest/table';

import type { FuzzKind } from '../campaign.ts';
import { mutate } from '../mutate.ts';
import { requireOneLine } from '../one-line.ts';
import { validTables } from './valid-tables.ts';

const SOURCE = 'table';
const PARQUET = 'PAR1';

/** Broken tables, read as training reads them and as `predict` does by the schema of the valid one. */
export async function tables(): Promise<FuzzKind> {
  const valid = validTables();
  const schemas: (Schema | undefined)[] = [];
  for (const bytes of valid) schemas.push(await schemaOf(bytes));
  return {
    async tryOne(random) {
      const at = random.below(valid.length);
      const bytes = mutate(valid[at]!, random);
      const schema = schemas[at];
      const trained = await outcomeOf(() => train(bytes));
      const predicted = schema === undefined ? 'no' : await outcomeOf(() => predict(bytes, schema));
      return `${isParquet(bytes) ? 'Parquet' : 'text'}, training ${trained}, predict ${predicted}`;
    },
  };
}

async function schemaOf(bytes: Uint8Array): Promise<Schema | undefined> {
  try {
    return readDataset(await read(bytes), { target: 'y' }).dataset.schema;
  } catch (error) {
    if (error instanceof DataValidationError) return undefined;
    throw error;
  }
}

async function outcomeOf(run: () => Promise<void>): Promise<string> {
  try {
    await run();
    return 'accepted';
  } catch (error) {
    if (!(error instanceof DataValidationError)) throw error;
    requireOneLine(error.message);
    return 'refused';
  }
}

async function train(bytes: Uint8Array): Promise<void> {
  const table = await read(bytes);
  const inspected = readDataset(table, { leaveOutMixed: true });
  for (const { message } of findSuspicions(table, inspected)) requireOneLine(message);
  const { dataset } = readDataset(table);
  for (const { length } of [...dataset.columns, dataset.target]) {
    if (length !== table.rowCount) throw new Error(`${length} values in ${table.rowCount} rows`);
  }
}

async function read(bytes: Uint8Array): Promise<Table> {
  const reader = new TableReader(SOURCE, { leaveOut: ['list'] });
  await scan(bytes, reader.sinks(SOURCE));
  return reader.finish();
}

async function predict(bytes: Uint8Array, schema: Schema): Promise<void> {
  const reader = new RowReader(schema, {
    source: SOURCE,
    batchRows: 64,
    onBatch: ({ problems }) => {
      for (const problem of problems.values()) requireOneLine(problem);
    },
  });
  await scan(bytes, reader);
  reader.end();
}

async function scan(bytes: Uint8Array, sinks: TableSinks): Promise<void> {
  if (isParquet(bytes)) {
    const file = bytes.slice().buffer;
    await scanParquet(SOURCE, file, sinks.parquet());
    return;
  }
  const scanner = new TextScanner(SOURCE, {}, sinks);
  scanner.push(bytes);
  scanner.end();
}

function isParquet(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, PARQUET.length)) === PARQUET;
}

/**
 * Hands a table's split to the peers: a folder of files that every language can read.
 *
 *     about.json    {"task":"classification","features":4,"classes":3}; classes is null for a quantity
 *     x-train.f64   float64, little-endian: row after row, train rows in order
 *     x-test.f64    likewise for the test rows
 *     y-train.bin   class indices as int32, or quantities as float64, little-endian
 *
 * The target of the test rows stays here.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';

import { numberAt } from '@lambda-forest/data';
import type { Dataset, Split } from '@lambda-forest/data';

import { datasetOf } from './dataset-of.ts';
import { BenchError, PeerError } from '../errors.ts';

interface About {
  readonly task: Dataset['task'];
  readonly features: number;
  readonly classes: number | null;
}

/** A split as a peer reads it. */
export interface LoadedSplit {
  readonly train: Dataset;
  /** n rows of featureCount numbers, row-major. */
  readonly testRows: Float64Array;
}

const FILES = { about: 'about.json', train: 'x-train.f64', test: 'x-test.f64', y: 'y-train.bin' };

export async function writeSplit(folder: string, dataset: Dataset, split: Split): Promise<void> {
  requireLittleEndian();
  await mkdir(folder, { recursive: true });
  const about: About = {
    task: dataset.task,
    features: dataset.columns.length,
    classes: dataset.task === 'classification' ? dataset.schema.target.classes.length : null,
  };
  await writeFile(join(folder, FILES.about), JSON.stringify(about));
  await writeFile(join(folder, FILES.train), rowMajor(dataset, split.train));
  await writeFile(join(folder, FILES.test), rowMajor(dataset, split.test));
  await writeFile(join(folder, FILES.y), targetOf(dataset, split.train));
}

export async function readSplit(folder: string): Promise<LoadedSplit> {
  requireLittleEndian();
  const about = JSON.parse(await readFile(join(folder, FILES.about), 'utf8')) as About;
  const columns = columnsIn(await readFloats(join(folder, FILES.train)), about.features);
  const target = await readFile(join(folder, FILES.y));
  const train =
    about.classes === null
      ? datasetOf({ task: 'regression', columns, target: new Float64Array(bufferOf(target)) })
      : datasetOf({
          task: 'classification',
          columns,
          target: new Int32Array(bufferOf(target)),
          classCount: about.classes,
        });
  return { train, testRows: await readFloats(join(folder, FILES.test)) };
}

/** The numbers of a file: float64, little-endian. */
async function readFloats(path: string): Promise<Float64Array> {
  return new Float64Array(bufferOf(await readFile(path)));
}

/**
 * A peer's answers: float64, little-endian.
 *
 * @throws {PeerError} if the file is missing or ends within a number
 */
export async function readAnswers(path: string): Promise<Float64Array> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes !== undefined && bytes.length % Float64Array.BYTES_PER_ELEMENT === 0) {
    return new Float64Array(bufferOf(bytes));
  }
  const found = bytes === undefined ? 'no predictions' : `${bytes.length} bytes of predictions`;
  throw new PeerError(`Found ${found}, expected a file of 8-byte numbers.`);
}

/** The target of some rows. */
export function targetOf(dataset: Dataset, rows: Uint32Array): Int32Array | Float64Array {
  const { target } = dataset;
  const part =
    target instanceof Int32Array ? new Int32Array(rows.length) : new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) part[i] = target[rows[i]!]!;
  return part;
}

function rowMajor({ columns }: Dataset, rows: Uint32Array): Float64Array {
  const values = new Float64Array(columns.length * rows.length);
  let at = 0;
  for (const row of rows) for (const column of columns) values[at++] = numberAt(column, row);
  return values;
}

function columnsIn(values: Float64Array, features: number): Float64Array[] {
  return Array.from({ length: features }, (_, feature) =>
    Float64Array.from(
      { length: values.length / features },
      (_, row) => values[row * features + feature]!,
    ),
  );
}

/** An aligned copy for a typed array: a small file's bytes may start anywhere in Node's pool. */
function bufferOf(bytes: Buffer): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

/** Typed arrays have the machine's byte order, the files are always little-endian. */
function requireLittleEndian(): void {
  if (endianness() !== 'LE') {
    throw new BenchError(
      'Found a big-endian machine, expected a little-endian one.',
      'Run the benchmark on x86 or ARM.',
    );
  }
}

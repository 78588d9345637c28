import { resolve } from 'node:path';

import { ProgressLine, spellFlags, UsageError } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import type { Model } from '@lambda-forest/serializer';
import { count, formatInteger, printable } from '@lambda-forest/text';
import { AnswerText, createScorer } from '@lambda-forest/scoring';
import type { AnswerOptions } from '@lambda-forest/scoring';

import { ReadingCancelledError, RowsFailedError } from '../errors.ts';
import { locateData, STDIN } from '../train/locations.ts';
import { requireData } from '../models/default-table.ts';
import { loadModel } from '../models/load-model.ts';
import { note } from '../output/note.ts';
import { openOutput, STDOUT } from './open-output.ts';
import type { PredictOptions } from './predict-options.ts';
import { findRows, readRows } from './read-rows.ts';

const BYTES_PER_MB = 1_000_000;

/**
 * Scores a file. The output has one line for each row; those that do not fit the model have the reason in it, and
 * the command fails once all is written.
 *
 * @throws {RowsFailedError} if there were such rows
 * @throws {LambdaForestError} for anything else of the user's to mend; no file is written then
 */
export async function runPredict(options: PredictOptions, shell: Shell): Promise<void> {
  const signal = shell.cancellation();
  const model = await loadModel(options.model, options['artifacts-dir']);
  await requireData(options.data, model);
  const file = oneFile(options);
  if (options.intervals) requireIntervals(model);
  const rows = await findRows(file);
  const { schema, forest, thresholds } = model;
  const scorer = createScorer(schema, forest, thresholds);
  const answers = new AnswerText(schema, scorer, answerOptions(options), spellFlags);
  const keep = options.keep && { columns: options.keep, reserved: answers.names };
  const sink = await openOutput(options.out);
  const progress = new ProgressLine(process.stderr, () => performance.now());
  try {
    await readRows(
      { file, options, schema, keep, name: rows.name, signal },
      {
        onBatch: (batch) => answers.add(batch),
        onNotice: (notice) => note([notice]),
        async onPiece(bytes) {
          if (signal.aborted) throw new ReadingCancelledError(signal.reason);
          await sink.write(answers.take());
          progress.show('Reading (MB)', megabytes(bytes), Math.max(1, megabytes(rows.size)));
          return !sink.isClosed;
        },
      },
    );
    progress.clear();
    await sink.finish();
  } finally {
    progress.clear();
    await sink.discard();
  }
  const { rows: done, failed } = answers;
  const { name, version } = model.provenance;
  if (options.out !== STDOUT) {
    const predicted = formatInteger(done - failed.count);
    const line = `Predicted ${predicted} of ${count(done, 'row')} of ${rows.name} by ${name} ${version} into ${options.out}`;
    shell.say(printable(line));
  }
  if (failed.count > 0) throw new RowsFailedError(rows.name, failed, done);
}

/** @throws {UsageError} for a model that has none */
export function requireIntervals({ schema }: Model): void {
  const isQuantity = schema.task === 'regression';
  if (isQuantity && schema.target.interval !== undefined) return;
  throw new UsageError(
    `Found --intervals for a model ${isQuantity ? 'whose training measured none' : 'of classes'}, expected one of quantities, trained by this version on enough rows.`,
    isQuantity ? 'Train it again, or leave it out.' : 'Leave it out.',
  );
}

function oneFile({ data, out }: PredictOptions): string {
  const [file, ...more] = locateData(data);
  if (file === undefined || more.length > 0) {
    throw new UsageError(
      `Found ${count(more.length + 1, 'file')} after --data, expected one.`,
      'Score one file after the other.',
    );
  }
  if (file !== STDIN && out !== STDOUT && resolve(out) === file) {
    throw new UsageError(
      'Found the same file after --data and --out, expected two.',
      'Name another file with --out.',
    );
  }
  return file;
}

/** Of formats that whoever opens the file would expect and that are not written. */
const FOREIGN_ENDING = /\.(parquet|feather|arrow|orc|avro|json|tsv|xlsx?|ods|gz|zst|zip|bz2|xz)$/i;

function answerOptions(options: PredictOptions): AnswerOptions {
  const { out, 'out-format': given, probabilities, intervals, 'safe-csv': safeCsv } = options;
  const found = /\.(jsonl|ndjson)$/i.test(out) ? 'jsonl' : 'csv';
  const [foreign] = FOREIGN_ENDING.exec(out) ?? [];
  if (foreign !== undefined) {
    throw new UsageError(
      `Found a file ending in ${foreign} after --out, expected CSV or JSON Lines, plain.`,
      'Name a file such as predictions.csv or predictions.jsonl.',
    );
  }
  return { format: given === 'auto' ? found : given, probabilities, intervals, safeCsv };
}

function megabytes(bytes: number): number {
  return Math.ceil(bytes / BYTES_PER_MB);
}

import { resolve } from 'node:path';

import { ProgressLine, UsageError } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { openRun, runPieces } from '@lambda-forest/scale';
import type { Manifest, OpenRun, Piece, Receipt, RunSpec } from '@lambda-forest/scale';
import { snakeCaseKeys } from '@lambda-forest/text';

import { ScoringCancelledError, WorkerLostError } from '../errors.ts';
import { withFolder } from '../files/lock-folder.ts';
import { loadModel } from '../models/load-model.ts';
import type { LoadedModel } from '../models/load-model.ts';
import { FolderInput } from '../pieces/folder-input.ts';
import { PieceProgress } from '../pieces/piece-progress.ts';
import { requireIntervals } from '../predict/predict-command.ts';
import { ProcessPool } from '../processes/process-pool.ts';
import { dryRun } from './dry-run.ts';
import { findInput } from './find-input.ts';
import type { InputFiles } from './find-input.ts';
import { FolderOutput, SCORE_OUTPUT_REMEDY } from './folder-output.ts';
import { missing } from './missing.ts';
import { reportRun, stopwatch } from './report-run.ts';
import type { ScoreSetup } from './piece-worker.ts';
import type { ScoreOptions } from './score-options.ts';
import type { LoadScoringStage } from './load-scoring-stage.ts';
import { specOf } from './spec-of.ts';

/**
 * Scores files in pieces, in several processes. What was scored when it ends early stays, and is taken up again.
 *
 * @throws {RowsFailedError} if there were rows that do not fit the model, once all is written
 * @throws {LambdaForestError} for anything else of the user's to mend
 */
export async function runScore(
  options: ScoreOptions,
  loadStage: LoadScoringStage | undefined,
  shell: Shell,
): Promise<void> {
  const { input: given, output: folder, stage } = options;
  if (given === undefined) throw missing('--input');
  const model = await loadModel(options.model, options['artifacts-dir']);
  if (options.intervals) requireIntervals(model);
  if (stage !== undefined) {
    if (loadStage === undefined) throw noStages();
    if (options.workers !== undefined) throw workersOnStage();
    const { scoreOnStage } = await import('./score-on-stage.ts');
    return scoreOnStage({ ...options, stage, input: given }, model, loadStage, shell);
  }
  requireHere('--input', given);
  requireHere('--output', folder);
  const files = findInput(given, folder);
  const spec = specOf(options, model, resolve(given));
  const workers = options.workers ?? navigator.hardwareConcurrency;
  if (options['dry-run']) {
    const input = new FolderInput(files.root, files.keys);
    return dryRun({ spec, model, input, workers }, shell, options.json === true);
  }
  if (folder === undefined) throw missing('--output');
  const output = resolve(folder);
  const signal = shell.cancellation();
  const work = () => score({ spec, model, files, output, workers, signal }, options.resume);
  const seconds = stopwatch(options.resume);
  const manifest = await withFolder(output, work, { patienceMs: 0, remedy: SCORE_OUTPUT_REMEDY });
  if (options.json === true) shell.document(manifest);
  reportRun(snakeCaseKeys(manifest), folder, seconds(), shell);
}

function noStages(): UsageError {
  return new UsageError(
    'Found --stage in a program that has no stages, expected none.',
    'Run "npx lambda-forest score".',
  );
}

function workersOnStage(): UsageError {
  return new UsageError(
    'Found --workers with --stage, expected one of them.',
    'How much is scored at a time there is "batch.concurrency" of the configuration.',
  );
}

/** @throws {UsageError} for an address of S3 */
function requireHere(flag: string, given: string | undefined): void {
  if (given?.startsWith('s3://') !== true) return;
  throw new UsageError(
    `Found ${flag}=${given} without --stage, expected a folder of this machine.`,
    'Name the stage that scores files of S3, such as --stage=production.',
  );
}

interface Work {
  readonly spec: RunSpec;
  readonly model: LoadedModel;
  readonly files: InputFiles;
  readonly output: string;
  readonly workers: number;
  readonly signal: AbortSignal;
}

async function score(work: Work, isResumed: boolean): Promise<Manifest> {
  const { spec, files, output, signal } = work;
  const store = new FolderOutput(output);
  await store.clean();
  const input = new FolderInput(files.root, files.keys);
  const run = await openRun(spec, input, store, { isResumed });
  try {
    return await scorePieces(work, run, store);
  } catch (error) {
    throw signal.aborted ? new ScoringCancelledError(signal.reason) : error;
  } finally {
    await store.clean();
  }
}

async function scorePieces(
  { spec, model, files, output, workers, signal }: Work,
  run: OpenRun,
  store: FolderOutput,
): Promise<Manifest> {
  const line = new ProgressLine(process.stderr, () => performance.now());
  const progress = new PieceProgress(run.pieces, (done, total) =>
    line.show('Scoring (MB)', done, total),
  );
  const setup = { spec, model: model.bytes, root: files.root, output };
  const pool = new ProcessPool<ScoreSetup, Piece, Receipt>({
    module: new URL('./piece-worker.ts', import.meta.url),
    setup,
    onProgress: (piece, bytes) => progress.add(piece.id, bytes),
    lost: ({ id, key }, end) =>
      new WorkerLostError(`scored piece ${id}, of ${key},`, end, 'go on with --resume'),
  });
  const cancel = () => void pool.close();
  signal.addEventListener('abort', cancel, { once: true });
  const scorePiece = (piece: Piece) => {
    signal.throwIfAborted();
    return pool.run(piece);
  };
  try {
    const onPiece = (id: string) => progress.finish(id);
    return await runPieces(spec, run, store, scorePiece, { workers, onPiece });
  } finally {
    line.clear();
    signal.removeEventListener('abort', cancel);
    await pool.close();
  }
}

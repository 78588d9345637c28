import { spellFlags } from '@lambda-forest/cli';
import type { Shell } from '@lambda-forest/cli';
import { NothingToScoreError, planPieces, scorePiece } from '@lambda-forest/scale';
import type { InputObject, InputStore, OutputStore, Piece, RunSpec } from '@lambda-forest/scale';
import { createScorer } from '@lambda-forest/scoring';
import { count, formatInteger, LambdaForestError } from '@lambda-forest/text';

import type { LoadedModel } from '../models/load-model.ts';
import { pieceBytes } from './piece-bytes.ts';

/** Bytes of the first piece that are scored to see how quick this machine is. */
const SAMPLE_BYTES = 8_000_000;
const BYTES_PER_MB = 1_000_000;

interface DryRun {
  readonly spec: RunSpec;
  readonly model: LoadedModel;
  readonly input: InputStore;
  readonly workers: number;
}

/** Shows what a run would do and about how long it would take; writes nothing. */
export async function dryRun(run: DryRun, shell: Shell, isJson: boolean): Promise<void> {
  const { spec, input, workers } = run;
  const pieces = await planPieces(input, {
    pieceBytes: spec.pieceBytes,
    choice: spec.options.choice,
  });
  const first = pieces.find(({ size }) => size > 0);
  if (first === undefined) throw new NothingToScoreError('no file with a byte');
  const files = new Map(pieces.map(({ key, size }) => [key, size]));
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  const atOnce = Math.min(workers, pieces.length);
  const sample = await measure(run, first);
  const share = sample === undefined ? undefined : bytes / sample.bytes;
  const found = {
    files: files.size,
    emptyFiles: [...files.values()].filter((size) => size === 0).length,
    bytes,
    pieces: pieces.length,
    workers: atOnce,
    rows: share && Math.round(sample!.rows * share),
    seconds: share && (sample!.seconds * share) / atOnce,
    sample,
  };
  if (isJson) {
    shell.document(found);
    return;
  }
  shell.say(
    `${count(found.files, 'file')} of ${megabytes(bytes)} MB, ${count(pieces.length, 'piece')}, ${atOnce} at a time`,
    sample === undefined
      ? 'How long that takes is not known: the first file is packed, or has no row in its first megabytes.'
      : `About ${formatInteger(found.rows!)} rows in ${found.seconds!.toFixed(1)} s: one process scored the first ${megabytes(sample.bytes)} MB in ${sample.seconds.toFixed(2)} s`,
  );
}

interface Sample {
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
}

/** Scores the start of the first file twice, the first time to warm up. Undefined for a packed file, unless it is small. */
async function measure({ spec, model, input }: DryRun, first: Piece): Promise<Sample | undefined> {
  const { schema, forest, thresholds } = model;
  const alone = { list: () => only(first), read: input.read.bind(input) };
  const { choice } = spec.options;
  const pieces = await planPieces(alone, { pieceBytes: SAMPLE_BYTES, choice });
  const piece = pieces[0]!;
  if (piece.kind === 'whole' && piece.size > SAMPLE_BYTES) return undefined;
  const scoring = {
    schema,
    scorer: createScorer(schema, forest, thresholds),
    options: spec.options,
    input,
    output: NOWHERE,
    spell: spellFlags,
    now: () => performance.now(),
  };
  await scorePiece(piece, scoring);
  const { rows, seconds, refusal } = await scorePiece(piece, scoring);
  if (refusal !== undefined) {
    const { code, problem, remedy } = refusal;
    throw new LambdaForestError(code, problem, { remedy });
  }
  return rows === 0 ? undefined : { rows, bytes: pieceBytes(pieces).get(piece.id)!, seconds };
}

async function* only({ key, size, etag }: Piece): AsyncGenerator<InputObject> {
  yield await Promise.resolve({ key, size, etag });
}

const NOWHERE: Pick<OutputStore, 'open'> = {
  open: () =>
    Promise.resolve({
      write: () => Promise.resolve(),
      finish: () => Promise.resolve(),
      discard: () => Promise.resolve(),
    }),
};

function megabytes(bytes: number): string {
  return (bytes / BYTES_PER_MB).toFixed(1);
}

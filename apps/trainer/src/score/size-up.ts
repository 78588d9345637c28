import { spellFlags } from '@lambda-forest/cli';
import { NothingToScoreError, planPieces, scorePiece } from '@lambda-forest/scale';
import type { InputObject, InputStore, OutputStore, Piece, RunSpec } from '@lambda-forest/scale';
import { createScorer } from '@lambda-forest/scoring';
import { count, LambdaForestError } from '@lambda-forest/text';

import type { LoadedModel } from '../models/load-model.ts';
import { pieceBytes } from '../pieces/piece-bytes.ts';

/** Bytes of the first piece that are scored to see how quick this machine is. */
const SAMPLE_BYTES = 8_000_000;
const BYTES_PER_MB = 1e6;

/** What a run has to do, and an estimate of how long that takes. */
export interface RunSize {
  readonly files: number;
  readonly emptyFiles: number;
  readonly bytes: number;
  readonly pieces: number;
  /** Of all files. Undefined if there is no row in the sample. */
  readonly estimate?: Estimate | undefined;
  readonly sample?: Estimate | undefined;
}

/** The start of the first file; or all files, in proportion to it. */
export interface Estimate {
  readonly rows: number;
  readonly bytes: number;
  /** Of one process here, by the clock. */
  readonly seconds: number;
  /** Of its processor time: by the clock where a core is free. */
  readonly coreSeconds: number;
  readonly answerBytes: number;
}

/**
 * Plans a run and scores the start of its first file; writes nothing.
 *
 * @throws {NothingToScoreError} for files without a byte
 * @throws {LambdaForestError} if the sample cannot be read
 */
export async function sizeUp(
  spec: RunSpec,
  model: LoadedModel,
  input: InputStore,
): Promise<RunSize> {
  const { pieceBytes, options } = spec;
  const pieces = await planPieces(input, { pieceBytes, choice: options.choice });
  const first = pieces.find(({ size }) => size > 0);
  if (first === undefined) throw new NothingToScoreError('no file with a byte');
  const files = new Map(pieces.map(({ key, size }) => [key, size]));
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  const sample = await measure(spec, model, input, first);
  return {
    files: files.size,
    emptyFiles: [...files.values()].filter((size) => size === 0).length,
    bytes,
    pieces: pieces.length,
    sample,
    estimate: sample && grown(sample, bytes),
  };
}

function grown({ bytes, ...sample }: Estimate, all: number): Estimate {
  const share = all / bytes;
  return {
    rows: Math.round(sample.rows * share),
    bytes: all,
    seconds: sample.seconds * share,
    coreSeconds: sample.coreSeconds * share,
    answerBytes: Math.round(sample.answerBytes * share),
  };
}

/** Scores the start of a file twice, the first time to warm up. */
async function measure(
  { options }: RunSpec,
  { schema, forest, thresholds }: LoadedModel,
  input: InputStore,
  first: Piece,
): Promise<Estimate | undefined> {
  const alone = { list: () => only(first), read: input.read.bind(input) };
  const plan = { pieceBytes: SAMPLE_BYTES, choice: options.choice };
  const pieces = await planPieces(alone, plan);
  const [piece] = pieces as [Piece];
  const isCutOff = piece.kind === 'whole' && piece.size > SAMPLE_BYTES; // its end is missed, as that of a damaged one
  const size = isCutOff ? SAMPLE_BYTES : piece.size;
  const scoring = {
    schema,
    scorer: createScorer(schema, forest, thresholds),
    options,
    input,
    spell: spellFlags,
    now: () => performance.now(),
  };
  await scorePiece({ ...piece, size }, { ...scoring, output: new Nowhere() });
  const output = new Nowhere();
  const before = process.cpuUsage();
  const { rows, seconds, refusal } = await scorePiece({ ...piece, size }, { ...scoring, output });
  const { user, system } = process.cpuUsage(before);
  if (refusal !== undefined && !isCutOff) {
    const { code, problem, remedy } = refusal;
    throw new LambdaForestError(code, problem, { remedy });
  }
  if (rows === 0) return undefined;
  const bytes = isCutOff ? size : pieceBytes(pieces).get(piece.id)!;
  return { rows, bytes, seconds, coreSeconds: (user + system) / 1e6, answerBytes: output.bytes };
}

async function* only({ key, size, etag }: Piece): AsyncGenerator<InputObject> {
  yield await Promise.resolve({ key, size, etag });
}

class Nowhere implements Pick<OutputStore, 'open'> {
  bytes = 0;

  open(): ReturnType<OutputStore['open']> {
    return Promise.resolve({
      write: ({ length }: Uint8Array) => Promise.resolve(void (this.bytes += length)),
      finish: () => Promise.resolve(),
      discard: () => Promise.resolve(),
    });
  }
}

export const UNKNOWN =
  'How long that takes is not known: the first file has no row in its first megabytes.';

export function sizeLine({ files, bytes, pieces }: RunSize): string {
  return `${count(files, 'file')} of ${sizeOf(bytes)}, ${count(pieces, 'piece')}`;
}

export function sampleLine({ bytes, rows, seconds }: Estimate): string {
  return `One process here scored ${count(rows, 'row')}, the first ${sizeOf(bytes)}, in ${seconds.toFixed(2)} s.`;
}

function sizeOf(bytes: number): string {
  const megabytes = bytes / BYTES_PER_MB;
  return megabytes < 1 ? `${Math.ceil(megabytes * 1024)} kB` : `${megabytes.toFixed(1)} MB`;
}

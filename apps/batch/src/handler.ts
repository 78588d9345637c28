/** The functions of the state machine that scores files in S3: it plans, scores pieces, and closes the run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { S3Client } from '@aws-sdk/client-s3';
import { spellFlags } from '@lambda-forest/cli';
import { parseLocation, S3Input, S3Output, temporaryLocation } from '@lambda-forest/s3';
import type { PieceBatch, PlanRequest, Round, RunRequest } from '@lambda-forest/s3';
import { openRun, scoreAndRecord, scorePiece, settleRun } from '@lambda-forest/scale';
import type { OpenRun } from '@lambda-forest/scale';
import { createScorer } from '@lambda-forest/scoring';
import type { Scorer } from '@lambda-forest/scoring';
import { decodeModel } from '@lambda-forest/serializer';
import type { DecodedModel } from '@lambda-forest/serializer';
import { LambdaForestError } from '@lambda-forest/text';

/** More rounds than this, each for pieces that began within quotes or were lost, do not end by themselves. */
const MOST_ROUNDS = 20;

/** An emulator has one address for all buckets. */
const s3 = new S3Client({ forcePathStyle: process.env['AWS_ENDPOINT_URL'] !== undefined });

/** Takes the output and cuts the files into pieces, or takes the run up again. */
export async function plan(request: PlanRequest): Promise<Round> {
  requireModel(request);
  const { input, output } = stores(request);
  const { spec, isResumed, attempt } = request;
  const run = await openRun(spec, input, output, { isResumed, attempt });
  return nextRound(request, run, output, 0);
}

/** Scores some pieces, one after the other. */
export async function score({ BatchInput, Items }: PieceBatch): Promise<{ scored: number }> {
  const { schema, scorer } = requireModel(BatchInput);
  const { input, output } = stores(BatchInput);
  const { options } = BatchInput.spec;
  const now = () => performance.now();
  const scoring = { schema, scorer, options, input, output, spell: spellFlags, now };
  for (const piece of Items) {
    await scoreAndRecord(piece, (each) => scorePiece(each, scoring), output);
  }
  return { scored: Items.length };
}

/** Checks that every row was scored once, and either writes the manifest or says what is to be scored again. */
export async function close(before: Round): Promise<Round> {
  const { input, output } = stores(before);
  const run = await openRun(before.spec, input, output, { isResumed: true });
  return nextRound(before, run, output, before.round + 1);
}

async function nextRound(
  { spec, output: address }: RunRequest,
  run: OpenRun,
  output: S3Output,
  round: number,
): Promise<Round> {
  const { open } = await settleRun(spec, run, output, round === 0);
  const rest = { spec, output: address, round, open: open.length };
  if (open.length === 0) return { ...rest, bucket: '', key: '' };
  if (round > MOST_ROUNDS) throw new RunUnsettledError(open.length);
  const name = `_run/open-${round}.jsonl`;
  await output.put(name, open.map((piece) => `${JSON.stringify(piece)}\n`).join(''));
  const { Bucket: bucket, Key: key } = output.place(name);
  return { ...rest, bucket, key };
}

function stores({ spec, output: address }: RunRequest): { input: S3Input; output: S3Output } {
  const output = parseLocation(address);
  const temporary = temporaryLocation(process.env['WORK_BUCKET']!, output);
  return {
    input: new S3Input(s3, parseLocation(spec.input)),
    output: new S3Output(s3, output, temporary),
  };
}

interface LoadedModel {
  readonly schema: DecodedModel['schema'];
  readonly scorer: Scorer;
  readonly sha256: string;
}

let loaded: LoadedModel | undefined;

/**
 * The model beside this file, read once.
 *
 * @throws {ModelDiffersError} if the run is of another one
 */
function requireModel({ spec }: RunRequest): LoadedModel {
  loaded ??= loadModel();
  if (loaded.sha256 === spec.model.sha256) return loaded;
  throw new ModelDiffersError(loaded.sha256, spec.model.sha256);
}

function loadModel(): LoadedModel {
  const bytes = readFileSync(
    process.env['MODEL_FILE'] ?? join(import.meta.dirname, 'model.forest'),
  );
  const { schema, forest, thresholds, sha256 } = decodeModel(bytes);
  return { schema, scorer: createScorer(schema, forest, thresholds), sha256 };
}

/** Thrown for a run of another model than the stage has. */
class ModelDiffersError extends LambdaForestError {
  constructor(found: string, expected: string) {
    super(
      'MODEL_DIFFERS',
      `Found the model ${found.slice(0, 12)} deployed, expected ${expected.slice(0, 12)}, which the run was started with.`,
      { remedy: 'Deploy the model to the stage, or name the deployed version.' },
    );
  }
}

/** Thrown where pieces stay open however often they are scored. */
class RunUnsettledError extends LambdaForestError {
  constructor(open: number) {
    super(
      'RUN_UNSETTLED',
      `Found ${open} pieces open after ${MOST_ROUNDS} rounds, expected none.`,
      {
        remedy: 'See what the failed executions of the map say, and take the run up again.',
      },
    );
  }
}

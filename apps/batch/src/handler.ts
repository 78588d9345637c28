/** The functions of the state machine that scores files in S3: it plans, scores pieces, and closes the run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { spellFlags } from '@lambda-forest/cli';
import {
  nameRefusals,
  parseLocation,
  payAsRequester,
  s3Client,
  S3Input,
  S3Output,
  temporaryLocation,
} from '@lambda-forest/s3';
import type { PieceBatch, PlanRequest, Round, RunRequest } from '@lambda-forest/s3';
import { openRun, scoreAndRecord, scorePiece, settleRun, sumOf } from '@lambda-forest/scale';
import type { OpenRun, Piece, Usage } from '@lambda-forest/scale';
import { createScorer } from '@lambda-forest/scoring';
import type { Scorer } from '@lambda-forest/scoring';
import { decodeModel } from '@lambda-forest/serializer';
import type { DecodedModel } from '@lambda-forest/serializer';
import { count, LambdaForestError } from '@lambda-forest/text';

import { Meter } from './meter.ts';

/** More rounds than this, each for pieces that began within quotes or were lost, do not end by themselves. */
const MOST_ROUNDS = 20;

const s3 = s3Client({}, process.env['AWS_ENDPOINT_URL'] !== undefined);

Meter.count(s3);
nameRefusals(s3);
const payingBucket = process.env['REQUESTER_PAYS_BUCKET'];
if (payingBucket !== undefined) payAsRequester(s3, payingBucket);

/** States that Step Functions enters for a call of each function: of a child its start, too; behind others the choice. */
const TRANSITIONS = { plan: 2, score: 2, close: 3 } as const;
const DONE: Usage = { calls: 0, gbSeconds: 0, transitions: 1, reads: 0, writes: 0 };
/** The list of the parts, and the manifest. */
const WRITES_AT_END = 2;
/** Pieces of a call differ: the next one may take so many times as long as the longest. */
const SPARE = 2;

/** Takes the output and cuts the files into pieces, or takes the run up again. */
export function plan(request: PlanRequest): Promise<Round> {
  return Meter.run(async (meter) => {
    requireModel(request);
    const { input, output } = stores(request);
    const { spec, isResumed, attempt } = request;
    const run = await openRun(spec, input, output, { isResumed, attempt });
    const taken = (writes: number) => meter.take(TRANSITIONS.plan, writes);
    return nextRound(request, run, output, 0, taken);
  });
}

/** What Lambda says of a call. */
interface CallContext {
  readonly getRemainingTimeInMillis: () => number;
}

/** Scores some pieces, one after the other. Those for which time may run out are left open for the next round. */
export function score(
  { BatchInput, Items }: PieceBatch,
  context?: CallContext,
): Promise<{ scored: number }> {
  return Meter.run(async (meter) => {
    const { schema, scorer } = requireModel(BatchInput);
    const { input, output } = stores(BatchInput);
    const { options } = BatchInput.spec;
    const now = () => performance.now();
    const scoring = { schema, scorer, options, input, output, spell: spellFlags, now };
    const scoreOne = async (piece: Piece) => ({
      ...(await scorePiece(piece, scoring)),
      usage: meter.take(TRANSITIONS.score, 1), // its receipt
    });
    let scored = 0;
    let longest = 0;
    const left = () => context?.getRemainingTimeInMillis() ?? Infinity;
    for (const piece of Items) {
      const before = now();
      if (left() < SPARE * longest) break;
      await scoreAndRecord(piece, scoreOne, output);
      longest = Math.max(longest, now() - before);
      scored++;
    }
    return { scored };
  });
}

/** Checks that every row was scored once, and either writes the manifest or says what is to be scored again. */
export function close(before: Round): Promise<Round> {
  return Meter.run(async (meter) => {
    const { input, output } = stores(before);
    const run = await openRun(before.spec, input, output, { isResumed: true });
    const taken = (writes: number) =>
      sumOf([before.usage ?? [], meter.take(TRANSITIONS.close, writes)].flat());
    return nextRound(before, run, output, before.round + 1, taken);
  });
}

/** @param taken what planning and checking has taken, with requests that are to come */
async function nextRound(
  { spec, output: address }: RunRequest,
  run: OpenRun,
  output: S3Output,
  round: number,
  taken: (writes: number) => Usage,
): Promise<Round> {
  const atEnd = () => sumOf([taken(WRITES_AT_END), DONE]);
  const { open } = await settleRun(spec, run, output, round === 0, atEnd);
  const rest = { spec, output: address, round, open: open.length };
  if (open.length === 0) return { ...rest, bucket: '', key: '' };
  if (round > MOST_ROUNDS) throw new RunUnsettledError(open.length);
  const name = `_run/open-${round}.jsonl`;
  await output.put(name, open.map((piece) => `${JSON.stringify(piece)}\n`).join(''));
  const { Bucket: bucket, Key: key } = output.place(name);
  return { ...rest, usage: taken(0), bucket, key };
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
      `Found ${count(open, 'piece')} open after ${MOST_ROUNDS} rounds, expected none.`,
      {
        remedy: 'See what the failed executions of the map say, and take the run up again.',
      },
    );
  }
}

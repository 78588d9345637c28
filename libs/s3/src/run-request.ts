/** What the state machine that scores files in S3 is started with, and what its states hand on. */
import { createHash } from 'node:crypto';

import type { Piece, StageRun, Usage } from '@lambda-forest/scale';

import type { Location } from './location.ts';

/** What a run is of. */
export type RunRequest = Omit<StageRun, 'isResumed'>;

export interface PlanRequest extends StageRun {
  /** Of the execution, whose states may be tried again. */
  readonly attempt: string;
}

/** What is to be scored in a round. The output of an execution is the last one, whose `open` is 0. */
export interface Round extends RunRequest {
  readonly round: number;
  readonly open: number;
  /** What planning and checking has taken of AWS so far. Once the run is over the manifest has all of it. */
  readonly usage?: Usage;
  /** The list of the pieces: a piece a line. Empty texts once the run is over. */
  readonly bucket: string;
  readonly key: string;
}

/** As `ItemBatcher` hands it to a child. */
export interface PieceBatch {
  readonly BatchInput: RunRequest;
  readonly Items: readonly Piece[];
}

/** The name of the stack that scores files, and of its state machine, beside the stack of a service. */
export function batchName(stackName: string): string {
  return `${stackName}-batch`;
}

/** An execution's name: that of its output, and which attempt it is. @param before what follows from the attempt before it, or a new name */
export function executionName(output: Location, before = ''): string {
  return `${outputId(output)}-${hash(before)}`;
}

/** Where in the bucket for temporary data that of an output is. */
export function temporaryLocation(bucket: string, output: Location): Location {
  return { bucket, prefix: `${outputId(output)}/` };
}

/** What names of executions with this output begin with: 32 hexadecimal digits. */
export function outputId({ bucket, prefix }: Location): string {
  return hash(`${bucket}/${prefix}`);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

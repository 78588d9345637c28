import type { OtherLevels } from '@lambda-forest/schema';
import type { FailedPlace } from '@lambda-forest/scoring';

import type { Usage } from '../cost/usage.ts';
import type { Refusal } from './refusal.ts';

/** What a child says of a piece once it is done with it. */
export interface Receipt {
  readonly id: string;
  /** What its part is named after: see `pieceName`. */
  readonly name: string;
  /** Of a piece of a text: the bytes where its first row starts, and where the row behind it does. */
  readonly first?: number | undefined;
  readonly next?: number | undefined;
  /** Whether the piece was scored again, from where its first row was shown to start. */
  readonly isCorrected: boolean;
  /** Of a text, the lines of the piece; those above its first row included if it is the first of its file. */
  readonly lines: number;
  readonly rows: number;
  /** Rows without a prediction, and where they are: lines of a text from the piece's first, of Parquet of the file. */
  readonly refusedRows: number;
  readonly places: readonly FailedPlace[];
  /** How its file writes numbers, in a line, if that is not as in training. */
  readonly notice?: string | undefined;
  /** Levels of the piece that count as others, by column. */
  readonly otherLevels?: readonly OtherLevels[] | undefined;
  /** Of the part that was written. */
  readonly bytes: number;
  readonly sha256: string;
  /** What stands above the rows of the part. */
  readonly header: string;
  /** That the piece took. */
  readonly seconds: number;
  /** What it took of AWS, if it was scored there. */
  readonly usage?: Usage | undefined;
  /** Why the piece could not be read. Then there is no part. */
  readonly refusal?: Refusal | undefined;
}
